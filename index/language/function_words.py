"""Words that carry grammar rather than meaning: they weigh little in a query.

Our own list of closed word classes: pronouns, conjunctions, prepositions, auxiliaries, question words and the commonest
adverbs. Nouns, adjectives and main verbs stay out, however frequent, because people search for them; but for the few
that say what kind of answer is wanted ("tips om …", "… exempel") and not what it is about.
"""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    """
    och eller men att som om när där då så för än utan medan eftersom innan fast samt utom båda både varken antingen
    i på av till från med hos vid under över genom mellan mot inom bland efter före sedan utanför enligt kring åt ur per
    en ett den det de dem denna detta dessa sin sitt sina min mitt mina din ditt dina vår vårt våra er ert era hans
    hennes dess deras jag du han hon vi ni man mig dig sig oss honom henne någon något några ingen inget inga
    varje alla allt all annan annat andra samma själv själva
    är var vara varit blir bli blev blivit har ha hade haft kan kunna kunde kunnat ska skall skulle vill ville
    måste bör borde får få fick fått gör göra gjorde gjort finns finnas fanns
    vad vem vilka vilken vilket vems hur varför vart varifrån
    inte ej också även bara endast ju nog väl här nu redan mer mest mycket många sådan sådant sådana dock ändå
    tips exempel information info
    a an the of and to in for on with by at from as is are was were be been that this which what how who where when why
    there their its our you we they does do did has have had can will should would many much or any about into
    """.split()
)
