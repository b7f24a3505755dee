/*
 * Words and numbers as the screen can spell them: by the characters that the device has, and in the
 * room there is. A number loses digits before it is cut, and is never cut between its digits; text
 * that does not fit ends in an ellipsis.
 */
#ifndef VIEW_SPELL_H
#define VIEW_SPELL_H

#include <stddef.h>

#include "descent/rule.h"
#include "view/look.h"

enum {
    SPELL_NUMBER = 64, /* bytes: room for any number of this module */
    SPELL_LINE = 2048, /* bytes: more than any row of a screen takes */
    SPELL_COLUMNS = 7  /* room for any number, -1e-308, and most with two digits, -1.2e-5 */
};

/*
 * The text with the characters that the look has: as it stands, or with Greek and arrows by their
 * names in ASCII (θ ← θ − η ∇ is theta <- theta - eta grad); the sign of a number, '-', as long as
 * a plus where there is such a minus. Cut at `size` bytes between characters.
 */
void spell_text(char *out, size_t size, const struct look *look, const char *text);

/* As many columns of the text as fit, the last one an ellipsis if not all do; it never touches a
 * number. */
void spell_fitting(char *out, size_t size, const struct look *look, const char *text, int columns);

/*
 * The longest line of text that fits once it is spelled: the number of its bytes, broken between
 * words (inside one only if it alone is too long), where three blanks part its terms if there are
 * such, and never in "(1, 2)" or "x = 2". *rest is where the next line begins. A newline ends a
 * line, and a single one counts as a blank, so that text can be filled anew.
 */
size_t spell_line(const struct look *look, const char *text, int columns, const char **rest);

/* How many lines spell_line() makes of it; 0 for NULL or an empty text. */
int spell_lines(const struct look *look, const char *text, int columns);

/*
 * Line `index` of an update rule as it stands in a panel of so many columns: a line that is too
 * wide is broken where two blanks part it. False if there is no such line.
 */
bool spell_rule(char *out, size_t size, const struct look *look, const struct rule *rule,
                int columns, int index);

/*
 * A number of `digits` significant digits at most, in at most `columns` columns: digits are dropped
 * until it fits, or else it takes an exponent, as 2e-4 for 0.0002. From SPELL_COLUMNS on every
 * number fits; an ellipsis stands for one that does not, and false is returned.
 */
bool spell_number(char out[SPELL_NUMBER], const struct look *look, double number, int digits,
                  int columns);

/* The same with the zeros at its end kept, so that a number that changes keeps its width. */
bool spell_steady(char out[SPELL_NUMBER], const struct look *look, double number, int digits,
                  int columns);

/* The same with a fixed number of decimals, for coordinates; digits go as the room asks. */
bool spell_fixed(char out[SPELL_NUMBER], const struct look *look, double number, int decimals,
                 int columns);

/* A power of ten: 10⁻³, or 1e-3. */
void spell_power(char out[SPELL_NUMBER], const struct look *look, int exponent);

/* How many decimals tell apart the cells of a window that is `span` wide. */
int spell_decimals(double span);

#endif
