"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const say = data.words;
  const svg = document.getElementById("network");
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const slider = document.getElementById("minimum");
  const least = document.getElementById("least");
  const shown = document.getElementById("shown");
  const detail = document.getElementById("detail");
  const nodes = data.nodes.map((node, i) => ({ ...node, i, group: svg.querySelector(`[data-n="${i}"]`), ties: [] }));
  const edges = data.edges.map((edge, i) => ({ ...edge, line: svg.querySelector(`[data-e="${i}"]`), row: document.querySelector(`[data-r="${i}"]`) }));
  const relations = data.relations.map((each, i) => ({ ...each, line: svg.querySelector(`[data-k="${i}"]`) }));
  edges.forEach((edge) => { nodes[edge.a].ties.push(edge); nodes[edge.b].ties.push(edge); });
  const whole = svg.getAttribute("viewBox").split(" ").map(Number);
  let box = whole.slice();
  let chosen = null;
  let threshold = data.weights[data.start] ?? 0;
  const number = (value) => Number.isInteger(value) ? String(value) : value.toLocaleString(data.language, { maximumFractionDigits: 3 });
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function link(node) {
    const button = element("button", node.label, "link");
    button.type = "button";
    button.addEventListener("click", () => choose(node.i));
    return button;
  }

  // --- what is shown ---------------------------------------------------------------------------------------

  function filter() {
    let count = 0;
    edges.forEach((edge) => {
      const visible = edge.weight >= threshold;
      count += visible ? 1 : 0;
      if (edge.line) edge.line.setAttribute("visibility", visible ? "visible" : "hidden");
      if (edge.row) edge.row.hidden = !visible;
    });
    least.textContent = number(threshold);
    shown.textContent = say.shown.replace("{shown}", count).replace("{all}", edges.length);
    document.body.dataset.shown = count;
  }

  function describe() {
    detail.replaceChildren();
    if (chosen === null) {
      detail.append(element("p", say.hint, "quiet"));
      return;
    }
    const node = nodes[chosen];
    detail.append(element("h2", node.label));
    if (node.category) detail.append(element("p", node.category, "quiet"));
    detail.append(element("p", `${say.quotations}: ${node.quotations} · ${say.documents}: ${node.documents}`));
    const ties = node.ties.filter((edge) => edge.weight >= threshold).sort((a, b) => b.weight - a.weight);
    detail.append(element("h2", `${say.partners} (${ties.length})`));
    const list = element("ul");
    ties.forEach((edge) => {
      const item = element("li");
      item.append(link(nodes[edge.a === chosen ? edge.b : edge.a]), ` ${edge.said}`);
      list.append(item);
    });
    detail.append(ties.length ? list : element("p", say.no_partners, "quiet"));
    const drawn = relations.filter((each) => each.a === chosen || each.b === chosen);
    if (drawn.length) {
      detail.append(element("h2", say.relations));
      const sentences = element("ul");
      drawn.forEach((each) => {
        const item = element("li");
        item.append(link(nodes[each.a]), ` ${each.kind} `, link(nodes[each.b]));
        sentences.append(item);
      });
      detail.append(sentences);
    }
    const clear = element("button", say.clear);
    clear.type = "button";
    clear.addEventListener("click", () => choose(null));
    detail.append(clear);
  }

  function mark() {
    svg.classList.toggle("chosen", chosen !== null);
    const near = new Set();
    edges.forEach((edge) => {
      const ours = chosen !== null && edge.weight >= threshold && (edge.a === chosen || edge.b === chosen);
      if (ours) { near.add(edge.a); near.add(edge.b); }
      if (edge.line) edge.line.classList.toggle("near", ours);
    });
    relations.forEach((each) => {
      const ours = chosen !== null && (each.a === chosen || each.b === chosen);
      if (ours) { near.add(each.a); near.add(each.b); }
      if (each.line) each.line.classList.toggle("near", ours);
    });
    nodes.forEach((node) => {
      if (!node.group) return;
      node.group.classList.toggle("near", near.has(node.i));
      node.group.classList.toggle("self", node.i === chosen);
    });
    labels();
  }

  function labels() {
    // greedy: chosen and its partners first, then by quotations; a label that would cover another waits for more zoom
    const scale = box[2] / Math.max(1, svg.clientWidth || 900);
    const size = Math.min(13 * Math.max(scale, box[3] / Math.max(1, svg.clientHeight || 700)), data.font * 1.6);
    svg.style.fontSize = `${size}px`;
    const rank = (node) => (node.i === chosen ? 0 : node.group.classList.contains("near") ? 1 : 2);
    const taken = [];
    nodes.filter((node) => node.group).sort((a, b) => rank(a) - rank(b) || b.quotations - a.quotations || a.i - b.i).forEach((node) => {
      const label = node.group.querySelector(".label");
      const wide = Math.max(...node.lines) * size * 0.27, tall = node.lines.length * size * 1.1;
      const own = [node.x - wide, node.y + node.reach, node.x + wide, node.y + node.reach + tall];
      const free = rank(node) === 0 || !taken.some((other) => own[0] < other[2] && other[0] < own[2] && own[1] < other[3] && other[1] < own[3]);
      label.setAttribute("visibility", free ? "inherit" : "hidden");
      if (free) taken.push(own);
    });
  }

  function choose(i) {
    chosen = i;
    document.body.dataset.chosen = i === null ? "" : nodes[i].name;
    mark();
    describe();
    remember();
    if (i !== null && nodes[i].group) bring(nodes[i]);
  }

  // --- moving about ------------------------------------------------------------------------------------------

  function look() {
    svg.setAttribute("viewBox", box.map((value) => value.toFixed(2)).join(" "));
    labels();
  }

  function zoom(by, x = box[0] + box[2] / 2, y = box[1] + box[3] / 2) {
    const factor = Math.min(Math.max(by, (whole[2] / 60) / box[2]), (whole[2] * 1.5) / box[2]);
    box = [x - (x - box[0]) * factor, y - (y - box[1]) * factor, box[2] * factor, box[3] * factor];
    look();
  }

  function move(x, y) {
    box[0] += x * box[2];
    box[1] += y * box[3];
    look();
  }

  function fit() {
    box = whole.slice();
    look();
  }

  function bring(node) {
    if (node.x < box[0] || node.x > box[0] + box[2] || node.y < box[1] || node.y > box[1] + box[3]) {
      box[0] = node.x - box[2] / 2;
      box[1] = node.y - box[3] / 2;
      look();
    }
  }

  function at(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [point.x, point.y];
  }

  let held = null;
  let dragged = false;
  svg.addEventListener("pointerdown", (event) => { held = at(event); dragged = false; });
  svg.addEventListener("pointermove", (event) => {
    if (held === null || event.buttons === 0) { held = null; return; }
    const [x, y] = at(event);
    if (Math.hypot(x - held[0], y - held[1]) * (svg.clientWidth / box[2]) > 4) dragged = true;
    if (!dragged) return;
    box[0] += held[0] - x;
    box[1] += held[1] - y;
    svg.setAttribute("viewBox", box.map((value) => value.toFixed(2)).join(" "));
  });
  svg.addEventListener("pointerup", () => { held = null; if (dragged) labels(); });
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, ...at(event));
  }, { passive: false });
  svg.addEventListener("click", (event) => {
    if (dragged) return;
    const group = event.target.closest("[data-n]");
    choose(group ? Number(group.dataset.n) : null);
  });
  const keys = {
    ArrowLeft: () => move(-0.1, 0), ArrowRight: () => move(0.1, 0), ArrowUp: () => move(0, -0.1), ArrowDown: () => move(0, 0.1),
    "+": () => zoom(1 / 1.3), "=": () => zoom(1 / 1.3), "-": () => zoom(1.3), 0: fit,
  };
  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && chosen !== null) choose(null); });
  document.getElementById("zoom-in").addEventListener("click", () => zoom(1 / 1.3));
  document.getElementById("zoom-out").addEventListener("click", () => zoom(1.3));
  document.getElementById("fit").addEventListener("click", fit);
  document.getElementById("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  // --- search, slider, address -------------------------------------------------------------------------------

  function matches() {
    const wanted = plain(search.value.trim());
    if (!wanted) return [];
    const at_word = (text) => text.startsWith(wanted) || text.includes(` ${wanted}`);
    return nodes
      .map((node) => [node, plain(node.label)])
      .filter(([, text]) => text.includes(wanted))
      .sort(([, a], [, b]) => Number(at_word(b)) - Number(at_word(a)) || (a < b ? -1 : 1))
      .map(([node]) => node);
  }

  search.addEventListener("input", () => {
    found.replaceChildren();
    const list = matches();
    list.slice(0, 12).forEach((node) => { const item = element("li"); item.append(link(node)); found.append(item); });
    if (!list.length && search.value.trim()) found.append(element("li", say.nothing, "quiet"));
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && matches().length) { event.preventDefault(); choose(matches()[0].i); }
  });

  slider.addEventListener("input", () => {
    threshold = data.weights[Number(slider.value)] ?? 0;
    filter();
    mark();
    describe();
    remember();
  });

  let remembering = false;
  function remember() {
    const parts = new URLSearchParams();
    if (chosen !== null) parts.set("code", nodes[chosen].name);
    if (Number(slider.value) !== data.start) parts.set("minimum", threshold);
    remembering = true;
    history.replaceState(null, "", `#${parts}`);
    remembering = false;
  }

  function recall() {
    if (remembering) return;
    const parts = new URLSearchParams(location.hash.slice(1));
    if (parts.has("minimum")) {
      const wanted = Number(parts.get("minimum"));
      const i = data.weights.findIndex((weight) => weight >= wanted);
      slider.value = i < 0 ? data.weights.length - 1 : i;
      threshold = data.weights[Number(slider.value)] ?? 0;
    }
    if (parts.has("find")) {
      search.value = parts.get("find");
      search.dispatchEvent(new Event("input"));
    }
    const name = parts.get("code");
    const exact = nodes.find((node) => node.name === name) ?? nodes.find((node) => name && plain(node.label) === plain(name));
    filter();
    choose(exact ? exact.i : null);
  }

  document.querySelectorAll("[data-c]").forEach((cell) => {
    const node = nodes[Number(cell.dataset.c)];
    const button = element("button", cell.textContent, "link");
    button.type = "button";
    button.addEventListener("click", () => { choose(node.i); document.getElementById("view").scrollIntoView(); });
    cell.replaceChildren(button);
  });
  document.body.classList.add("live");
  document.getElementById("controls").hidden = false;
  detail.hidden = false;
  slider.max = Math.max(0, data.weights.length - 1);
  slider.value = data.start;
  svg.setAttribute("tabindex", "0");
  addEventListener("hashchange", recall);
  addEventListener("resize", labels);
  recall();
  look();
  document.body.dataset.ready = "1";
})();
