"""What can be done on the co-occurrence screen."""

from __future__ import annotations

from qualcode.tui.actions.record import TOGETHER, Action, Context, action

__all__ = ["TOGETHER_ACTIONS"]

VIEWS: tuple[Context, ...] = ("heat", "pairs", "picture")

TOGETHER_ACTIONS: tuple[Action, ...] = (
    action("together.passages", "enter", "Show the passages", "List exactly the passages that the highlighted number rests on; Escape there leads back.", TOGETHER, 1, "passages", VIEWS),
    action("together.next_view", "tab", "Next view", "Go on from heat map to ranked pairs to network; the highlighted pair stays.", TOGETHER, 2, "view", VIEWS),
    action("together.previous_view", "shift+tab v", "Previous view", "Go back to the view before.", TOGETHER, 0, "", VIEWS),
    action("together.wider", "e", "Next unit", "Count within the next unit: overlap of codings, sentence, turn, document, the same span, one within the other, near one another.", TOGETHER, 3, "unit", VIEWS),
    action("together.narrower", "E", "Previous unit", "Count within the unit before.", TOGETHER, 0, "", VIEWS),
    action("together.measure", "m", "Next measure", "Show counts, Jaccard, documents, respondents, Dice, the c-coefficient, lift, what share of the row goes with the column, or (unit inclusion) what lies within.", TOGETHER, 4, "measure", ("heat", "picture")),
    action("together.order", "o", "Next order", "Order codes by tree or number of partners, pairs by count, Jaccard index, documents, respondents, lift or name.", TOGETHER, 5, "order", VIEWS),
    action("together.more", "plus", "Higher minimum", "Leave out pairs that are together less than once more than now.", TOGETHER, 6, "minimum", VIEWS),
    action("together.less", "minus", "Lower minimum", "Also show pairs that are together once less than now.", TOGETHER, 0, "", VIEWS),
    action("together.level", "z", "Codes or categories", "Change between single codes and categories with all below them.", TOGETHER, 7, "level", VIEWS),
    action("together.coder", "c", "Whose codings", "Choose the coder whose codings are counted, or all coders together.", TOGETHER, 8, "coder", VIEWS),
    action("together.role", "r", "Whose speech", "Choose whose speech is counted.", TOGETHER, 9, "speech", VIEWS),
    action("together.picture", "p", "Write the picture", "Draw the network as a picture in a file beside the study; Ctrl+E writes other kinds by suffix.", TOGETHER, 10, "picture file", VIEWS),
    action("together.chance", "x", "Compare with chance", "Compare the pairs with 1,000 random arrangements that keep how often each code occurs; once more stops it.", TOGETHER, 11, "chance", VIEWS),
    action("together.distance", "d", "How near", "Choose how many sentences or turns apart codings may be where nearness is counted.", TOGETHER, 0, "", VIEWS),
    action("together.cases", "f", "Only some cases", "Count only the cases with a value of an attribute; a value chosen again is taken back.", TOGETHER, 14, "cases", VIEWS),
    action("together.groups", "b", "Groups side by side", "Hold the values of an attribute, the coders, or the roles against each other: a table of pairs with a column for each.", TOGETHER, 13, "groups", VIEWS),
    action("together.text", "t", "Picture or list", "Where the terminal shows pictures: change between the picture and the list of partners.", TOGETHER, 12, "list", ("picture",)),
)  # fmt: skip
