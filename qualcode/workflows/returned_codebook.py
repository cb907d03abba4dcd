"""What a codebook that came back proposes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from qualcode.exchange.review import ReturnedText
from qualcode.model.review_marks import Place, code_place, place_of, tokens_in
from qualcode.model.reviews import Matched, NewProposal
from qualcode.study.proposals import FIELD_WORDS
from qualcode.study.reviews import settled, text_hash
from qualcode.text.counting import counted
from qualcode.workflows.returned_bindings import EMPTY, Bindings
from qualcode.workflows.returned_context import Found, Spot, above, level_of, root_of

__all__ = ["ReturnedCodebook"]

MANY_LEFT_OUT = 0.5
"""Share of the codes from which on those that are missing were left out of the file, not taken out of the codebook."""


class ReturnedCodebook(Bindings):
    """What a codebook that came back proposes: edits, comments, what was moved, added or taken out."""

    def found(self) -> Found:
        """Everything that the file says, in the order of the codebook and then of the file."""
        context = self.context
        edits, stale = self.edits()
        comments = list(self.comments())
        rows = [*edits, *self.taken_out(), *self.moved(), *self.written(), *self.asides(), *comments]
        recognised = context.review is not None or bool(self.at)
        if context.withdrawn:
            context.notes.append(
                f"{counted(context.withdrawn, 'comment')} on quotations of a respondent who withdrew "
                f"{'was' if context.withdrawn == 1 else 'were'} not brought in."
            )
        if stale:
            context.notes.append(
                f"{counted(len(stale), 'edit')} {'is of a text that' if len(stale) == 1 else 'are of texts that'} changed in the study since the file was written; look at both before accepting."
            )
        return Found(tuple(rows), recognised, frozenset(stale), context.withdrawn, tuple(context.notes))

    def edits(self) -> tuple[list[NewProposal], set[str]]:
        """Fields whose text is no longer that which the file was written with, once each; and the keys of stale ones."""
        context = self.context
        found: list[NewProposal] = []
        stale: set[str] = set()
        for place, base in self.contents.items():
            spot = place_of(place)
            if place not in self.at or spot is None:
                continue
            text = self.texts[self.at[place]]
            new = self.instead.get(place, text.text).strip()
            digest = text_hash(new)
            if digest == base or digest in context.given(place):
                continue
            if not spot.field and place in self.by_hash.get(digest, ()):
                continue
            if context.review is None:
                base = next((file[place] for file in context.exports if place in file), "")
            if not spot.field:
                row = self.edited_quotation(place, spot, text, new)
                found += [row] if row is not None else []
                continue
            assert spot.code_id is not None, "a field is a code's"
            code = context.heir(spot.code_id)
            what = FIELD_WORDS[spot.field]
            about = context.former(code, spot.code_id) if code is not None else ""
            if code is None:
                said = f"wrote as the {what} of a code that was deleted since: {new}"
                found.append(context.remark(said, Spot(), text))
                continue
            if spot.field == "name":
                new = " ".join(new.split())
                if code.id != spot.code_id or not new:
                    said = f"wrote as the name: {new}" if new else "took the name out"
                    found.append(context.remark(said, self.at_code(code.id, place), text, about))
                    continue
            old: str = getattr(code, spot.field)
            if settled(old) == settled(new):
                continue
            author, at = context.author(text)
            row = NewProposal(
                kind="edit",
                key=context.key("edit", place, settled(new)),
                matched=self.how[place],
                author=author,
                at=at,
                code_id=code.id,
                field=spot.field,
                old=old,
                new=new,
                about=about,
                base=base,
            )
            found.append(row)
            if row.base and text_hash(old) != row.base:
                stale.add(row.key)
        return found, stale

    def edited_quotation(self, place: str, spot: Place, text: ReturnedText, new: str) -> NewProposal | None:
        """A quotation that was edited in the file; None for one of a respondent who withdrew."""
        target = self.of_quotation(spot, self.how[place])
        if target is None:
            self.context.withdrawn += 1
            return None
        return self.context.remark(f"wrote in the place of the quotation: {new}", target, text)

    def at_code(self, code_id: int | None, place: str, field: str = "") -> Spot:
        """What stands at a place of a code."""
        return Spot(
            code_id, field=field, matched=self.how.get(place, "id" if self.context.trusted else "text")
        )

    def of_quotation(self, spot: Place, how: Matched) -> Spot | None:
        """A quotation of the file with the code it stands under; None where its respondent withdrew."""
        context = self.context
        assert spot.quotation is not None, "a place without a field holds a quotation"
        if context.is_withdrawn(spot.quotation):
            return None
        code = context.heir(spot.code_id) if spot.code_id is not None else None
        quotation = context.quotations.get(spot.quotation)
        document = quotation.document_id if quotation is not None else context.unanchored.get(spot.quotation)
        number = spot.quotation if quotation is not None else None
        if code is None and document is None:
            return Spot()
        return Spot(code.id if code is not None else None, number, document, matched=how)

    def taken_out(self) -> Iterator[NewProposal]:
        """Codes, fields and quotations that the file held and holds no more."""
        context = self.context
        if context.review is None:
            return
        places: dict[int, list[str]] = defaultdict(list)
        for place in self.contents:
            spot = place_of(place)
            if spot is not None and spot.code_id is not None:
                places[spot.code_id].append(place)
        missing = [
            code_id
            for code_id, own in places.items()
            if not any(place in self.at and not place.startswith("q") for place in own)
        ]
        untracked = [i for i in missing if not any(place in self.gone for place in places[i])]
        left_out = len(untracked) > 1 and len(untracked) >= MANY_LEFT_OUT * len(places)
        if left_out:
            context.notes.append(
                f"The file holds no more {len(untracked)} of the {len(places)} codes it was written with; they were taken for left out, not for proposed to go."
            )
        for code_id, own in places.items():
            code = context.heir(code_id)
            if code is None or code.id != code_id:
                continue
            if code_id in missing:
                if code_id not in untracked or not left_out:
                    yield context.remark(
                        "took the whole code out of the file",
                        self.at_code(code_id, ""),
                        self.text_gone(own),
                        code.name,
                    )
                continue
            for place in own:
                spot = place_of(place)
                if spot is None or place in self.at or self.contents[place] == EMPTY:
                    continue
                if spot.field:
                    said = f"took “{FIELD_WORDS[spot.field]}” out of the file"
                    yield context.remark(said, self.at_code(code_id, "", spot.field), self.text_gone([place]))
                elif (target := self.of_quotation(spot, "id")) is not None:
                    yield context.remark(
                        "took the quotation out from among the examples", target, self.text_gone([place])
                    )

    def moved(self) -> Iterator[NewProposal]:
        """Codes under another category than when the file was written, headings of another level, and fields and quotations at another code."""
        yield from self.moved_codes()
        yield from self.moved_levels()
        tables = self.codes_of_tables()
        for place in self.contents if self.context.review is not None else ():
            spot, number = place_of(place), self.at.get(place)
            if spot is None or spot.code_id is None or number is None or spot.field == "name":
                continue
            text = self.texts[number]
            beside = self.nearest[number]
            if spot.field:
                beside = tables.get(text.row[0]) if text.row is not None else None
            unsure = self.how[place] != "id" and len(self.by_hash[self.contents[place]]) > 1
            if beside in (None, spot.code_id) or unsure or code_place(spot.code_id, "name") not in self.at:
                continue
            other, code = self.context.heir(beside or 0), self.context.heir(spot.code_id)
            if other is None or code is None or other.id == code.id:
                continue
            if spot.field:
                target: Spot | None = self.at_code(code.id, place, spot.field)
                said = f"moved “{FIELD_WORDS[spot.field]}” to “{other.name}”"
            else:
                target = self.of_quotation(spot, self.how[place])
                said = f"moved the quotation to “{other.name}”"
            if target is not None:
                yield self.context.remark(said, target, text)

    def moved_codes(self) -> Iterator[NewProposal]:
        """Nodes of the code tree that stand under another one than when the file was written."""
        context = self.context
        if not context.order_is_known:
            return
        stands = {
            code_id: self.at[place]
            for code_id in context.order
            if (place := code_place(code_id, "name")) in self.at
        }
        in_file = sorted(stands, key=lambda code_id: stands[code_id])
        there = above(
            [each for each in context.order if code_place(each, "name") in self.contents], context.order
        )
        here = above(in_file, context.order)
        for code_id in in_file:
            code, over = context.heir(code_id), there[code_id]
            if code is None or here[code_id] == over or (over is not None and over not in stands):
                continue
            new = context.heir(here[code_id] or 0)
            old = context.heir(over or 0)
            if new is None and old is None:
                continue
            said = f"moved the {code.kind} " + (
                f"under “{new.name}”" if new is not None else f"out from under “{old.name if old else ''}”"
            )
            place = code_place(code_id, "name")
            yield context.remark(said, self.at_code(code.id, place), self.texts[self.at[place]])

    def moved_levels(self) -> Iterator[NewProposal]:
        """Headings of nodes whose level is not that which the file was written with."""
        context = self.context
        if not context.order_is_known:
            return
        shifts: dict[int, int] = {}
        for code_id, rank in context.order.items():
            number = self.at.get(code_place(code_id, "name"))
            if number is not None and self.texts[number].level:
                shifts[code_id] = self.texts[number].level - level_of(rank)
        counts = Counter(shifts.values())
        usual = 0 if 0 in counts or not counts else counts.most_common(1)[0][0]
        for code_id, shift in shifts.items():
            code = context.heir(code_id)
            if shift == usual or code is None:
                continue
            was = level_of(context.order[code_id]) + usual
            verb = "raised" if shift < usual else "lowered"
            said = f"{verb} the heading of the {code.kind} from level {was} to level {was + shift - usual}"
            place = code_place(code_id, "name")
            yield context.remark(said, self.at_code(code.id, place), self.texts[self.at[place]])

    def asides(self) -> Iterator[NewProposal]:
        """What was written in footnotes, endnotes and text boxes."""
        for each in self.context.returned.asides:
            if text_hash(each.text)[:16] in self.context.known or tokens_in(each.text):
                continue
            spot = self.spot_at(range(each.at, each.at + 1)) if each.at is not None else Spot()
            if spot is None:
                self.context.withdrawn += 1
            else:
                yield self.context.aside(each, spot)

    def text_gone(self, places: list[str]) -> ReturnedText | None:
        """The first of some places that was deleted while changes were tracked."""
        return next((self.texts[self.gone[place]] for place in places if place in self.gone), None)

    def written(self) -> Iterator[NewProposal]:
        """Texts that the file was not written with and that stand at no place."""
        told: set[tuple[int, int]] = set()
        for number, text in enumerate(self.texts):
            if text.row in told:
                continue
            numbers = self.rows[text.row] if text.row is not None else [number]
            fresh = [
                i
                for i in numbers
                if self.free(i) and self.texts[i].text.strip() and not self.is_known(self.texts[i])
            ]
            if not fresh:
                continue
            if text.row is not None:
                told.add(text.row)
                if len(fresh) < len(numbers) and not any(i in self.holds for i in numbers):
                    fresh = [i for i in numbers if self.texts[i].text.strip()]
            said = " | ".join(settled(self.texts[i].text) for i in fresh)
            beside = [place for i in numbers for place in self.holds.get(i, ())]
            spot = place_of(beside[0]) if beside else None
            code_id = self.nearest[fresh[0]] if not text.heading else None
            code = self.context.heir(code_id) if code_id is not None else None
            target = (
                self.at_code(
                    code.id,
                    beside[0] if beside else code_place(code_id or 0, "name"),
                    spot.field if spot else "",
                )
                if code is not None
                else Spot()
            )
            earlier = self.context.answered(fresh) if code is None else None
            if earlier is not None:
                target = self.context.spot_of_earlier(earlier)
            yield self.context.remark(f"wrote: {said}", target, self.texts[fresh[0]])

    def comments(self) -> Iterator[NewProposal]:
        """The comments of the file, but for those that it was written with."""
        context = self.context
        comments = context.returned.comments
        for number, comment in enumerate(comments):
            if context.is_ours(comment) or not comment.text.strip():
                continue
            root = comments[root_of(comments, number)]
            texts = comment.texts or root.texts
            earlier = context.answered(texts)
            spot = context.spot_of_earlier(earlier) if earlier is not None else self.spot_at(texts)
            if spot is None:
                context.withdrawn += 1
                continue
            yield context.comment(number, comment, spot, earlier=earlier)

    def spot_at(self, texts: Sequence[int]) -> Spot | None:
        """What a comment on some texts speaks of; None for the words of a respondent who withdrew."""
        if not self.withheld.isdisjoint(texts):
            return None
        for number in texts:
            places = self.holds.get(number, [])
            row = self.texts[number].row
            if not places and row is not None:
                places = [place for i in self.rows[row] for place in self.holds.get(i, ())]
            if not places:
                places = [place for place in self.texts[number].places if place in self.gone]
            for place in places:
                spot = place_of(place)
                if spot is None:
                    continue
                if spot.quotation is not None:
                    return self.of_quotation(spot, self.how.get(place, "id"))
                code = self.context.heir(spot.code_id) if spot.code_id is not None else None
                field = "" if spot.field == "name" else spot.field
                return self.at_code(code.id, place, field) if code is not None else Spot()
        for number in texts:
            code_id = self.nearest[number]
            code = self.context.heir(code_id) if code_id is not None else None
            if code is not None and code_id is not None:
                return self.at_code(code.id, code_place(code_id, "name"))
        return Spot()
