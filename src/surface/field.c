/*
 * Running a field program, block by block.
 *
 * Over a lattice, a tile is a number of rows; y's part runs over them once, then for each block of
 * columns x's part runs once and the last part once a row. The values of a lane stay where they
 * are; for a row, the places of y's values point at that row's.
 *
 * A block whose width is whole vectors writes its results where the caller wants them. The ragged
 * one at an edge is widened with copies of its last point, and what is left over is thrown away.
 */
#include "surface/field.h"

#include <string.h>

struct machine {
    const struct field_program *program;
    size_t width;  /* of a lane */
    double *store; /* of a lattice: values of x alone, for `group` columns */
    size_t group, block;
    bool stream; /* results go past the caches */
    const double *from[FIELD_NUMBERS + FIELD_REGISTERS];
    double *into[FIELD_REGISTERS];
    _Alignas(64) double scratch[FIELD_SCRATCH];
};

static size_t padded(size_t count)
{
    return (count + KERNEL_PAD - 1) / KERNEL_PAD * KERNEL_PAD;
}

static void start_machine(struct machine *machine, const struct field_program *program,
                          size_t width)
{
    machine->program = program;
    machine->width = width;
    machine->stream = false;
    for (size_t i = 0; i < program->number_count; i++)
        machine->from[i] = &program->numbers[i];
    for (size_t i = 0; i < program->register_count; i++) {
        machine->into[i] = machine->scratch + i * machine->width;
        machine->from[program->number_count + i] = machine->into[i];
    }
}

/* The widest lanes that `registers` of them leave room for. */
static size_t lane_width(size_t registers)
{
    size_t width = FIELD_SCRATCH / registers / KERNEL_PAD * KERNEL_PAD;
    return width < FIELD_WIDTH ? width : FIELD_WIDTH;
}

/* The own lane of a register. */
static double *lane_of(struct machine *machine, size_t place)
{
    return machine->scratch + (place - machine->program->number_count) * machine->width;
}

/* Gives a parameter its values: in place where they are whole vectors, else a widened copy. */
static void load(struct machine *machine, size_t input, const double *values, size_t count)
{
    size_t place = machine->program->number_count + input, wide = padded(count);
    if (wide == count) {
        machine->from[place] = values;
        return;
    }
    double *lane = lane_of(machine, place);
    memcpy(lane, values, count * sizeof *lane);
    for (size_t i = count; i < wide; i++)
        lane[i] = values[count - 1];
    machine->from[place] = lane;
}

/* One value after the other, by scalar libm. */
static void apply_each(const struct field_instruction *i, unsigned mask, double *out,
                       const double *const *operand, size_t count)
{
    size_t a = mask & KERNEL_A ? 0 : 1, b = mask & KERNEL_B ? 0 : 1, c = mask & KERNEL_C ? 0 : 1;
    for (size_t k = 0; k < count; k++)
        out[k] = i->apply(operand[0][a * k], operand[1][b * k], operand[2][c * k]);
}

/* An absent operand is place 0: one value. */
static unsigned whole_mask(const struct field_instruction *i, unsigned mask)
{
    for (unsigned k = 0; k < GRAPH_ARGUMENTS; k++)
        if (i->argument[k] == 0)
            mask |= 1u << k;
    return mask;
}

static inline void run_part(struct machine *machine, int part, size_t count, bool strict)
{
    const struct field_program *program = machine->program;
    const struct field_instruction *i = program->code + (part ? program->end[part - 1] : 0);
    const struct field_instruction *end = program->code + program->end[part];
    for (; i < end; i++) {
        double *out = machine->into[i->out];
        const double *const operand[] = {machine->from[i->argument[0]],
                                         machine->from[i->argument[1]],
                                         machine->from[i->argument[2]]};
        kernel_function *kernel = strict ? i->points : i->lattice;
        if (kernel)
            kernel(out, operand[0], operand[1], operand[2], count);
        else
            apply_each(i, whole_mask(i, strict ? i->points_mask : i->lattice_mask), out, operand,
                       count);
    }
}

/* --- results */

/* Lets the last part write its results at `at` of the arrays, or into its own lanes. */
static void aim_results(struct machine *machine, double *const *out, size_t at, bool direct)
{
    const struct field_program *program = machine->program;
    for (int i = 0; i < program->result_count; i++) {
        const struct field_result *result = &program->result[i];
        if (result->kind != RESULT_OF_BOTH)
            continue;
        double *lane = direct && out[i] ? out[i] + at : lane_of(machine, result->place);
        machine->into[result->place - program->number_count] = lane;
        machine->from[result->place] = lane;
    }
}

static void fill(double *out, double value, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = value;
}

/* Copies what the last part did not write itself. `one_row`: values of y alone are one value. */
static void store_results(const struct machine *machine, double *const *out, size_t at,
                          size_t count, bool one_row)
{
    const struct field_program *program = machine->program;
    for (int i = 0; i < program->result_count; i++) {
        const struct field_result *result = &program->result[i];
        const double *from = machine->from[result->place];
        if (!out[i] || from == out[i] + at)
            continue;
        if (result->kind == RESULT_NUMBER || (one_row && result->kind == RESULT_OF_Y))
            fill(out[i] + at, *from, count);
        else if (machine->stream)
            program->kernels->stream(out[i] + at, from, count);
        else
            memcpy(out[i] + at, from, count * sizeof *from);
    }
}

/* --- points */

void field_points(const struct field_program *program, size_t count, const double *x,
                  const double *y, double *const *out)
{
    struct machine machine;
    start_machine(&machine, program, lane_width(program->register_count));
    for (size_t at = 0, width; at < count; at += width) {
        width = count - at < machine.width ? count - at : machine.width;
        load(&machine, X_REGISTER, x + at, width);
        load(&machine, Y_REGISTER, y + at, width);
        aim_results(&machine, out, at, padded(width) == width);
        for (int part = 0; part < FIELD_PARTS; part++)
            run_part(&machine, part, padded(width), true);
        store_results(&machine, out, at, width, false);
    }
}

/* --- lattice */

struct lattice {
    size_t columns;
    const double *x;
    double *const *out;
};

/* The width that cuts `count` into equal blocks of whole vectors, none wider than `most`. */
static size_t block_width(size_t count, size_t most)
{
    size_t blocks = (count + most - 1) / most;
    return blocks ? padded((count + blocks - 1) / blocks) : most;
}

/* How many columns the store has room for, beside lanes of that width. */
static size_t columns_stored(const struct field_program *program, size_t width, size_t columns)
{
    size_t stored = program->column_place_count;
    if (stored == 0)
        return padded(columns);
    return (FIELD_SCRATCH - program->register_count * width) / stored / KERNEL_PAD * KERNEL_PAD;
}

/*
 * Shares the scratch out between lanes and the store: lanes get narrower, down to a point, where
 * that makes room for whole rows. (Every register has a lane, those in the store too: it keeps
 * places simple.)
 */
static void start_lattice(struct machine *machine, const struct field_program *program,
                          size_t columns)
{
    size_t width = lane_width(program->register_count + program->column_place_count);
    while (width >= 2 * FIELD_NARROW && columns_stored(program, width, columns) < columns)
        width = width / 2 / KERNEL_PAD * KERNEL_PAD;
    start_machine(machine, program, width);
    machine->store = machine->scratch + program->register_count * width;
    machine->group = block_width(columns, columns_stored(program, width, columns));
    machine->block = block_width(machine->group, width);
}

static void point_at_row(struct machine *machine, const double *y, size_t row)
{
    const struct field_program *program = machine->program;
    machine->from[program->places[0]] = y + row;
    for (size_t i = 1; i < program->row_place_count; i++)
        machine->from[program->places[i]] = lane_of(machine, program->places[i]) + row;
}

/* `column` counts from the first of the group. */
static void point_at_block(struct machine *machine, const double *x, size_t column, size_t width)
{
    const struct field_program *program = machine->program;
    const uint16_t *places = program->places + program->row_place_count;
    load(machine, X_REGISTER, x + column, width);
    for (size_t i = 0; i < program->column_place_count; i++) {
        double *values = machine->store + i * machine->group + column;
        machine->from[places[i]] = values;
        machine->into[places[i] - program->number_count] = values;
    }
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* A group of columns from `first` on, for the rows of a tile from `row` on. */
static void run_group(struct machine *machine, const struct lattice *lattice, size_t first,
                      size_t row, size_t rows, const double *y)
{
    const double *x = lattice->x + first;
    size_t columns = smaller(machine->group, lattice->columns - first), width;
    for (size_t column = 0; column < columns; column += width) {
        width = smaller(machine->block, columns - column);
        point_at_block(machine, x, column, width);
        run_part(machine, FIELD_OF_X, padded(width), false);
    }
    for (size_t i = 0; i < rows; i++) {
        point_at_row(machine, y, i);
        for (size_t column = 0; column < columns; column += width) {
            size_t at = (row + i) * lattice->columns + first + column;
            width = smaller(machine->block, columns - column);
            point_at_block(machine, x, column, width);
            aim_results(machine, lattice->out, at, padded(width) == width && !machine->stream);
            run_part(machine, FIELD_OF_BOTH, padded(width), false);
            store_results(machine, lattice->out, at, width, true);
        }
    }
}

/* At least 1. */
static size_t count_results(const struct field_program *program, double *const *out)
{
    size_t count = 0;
    for (int i = 0; i < program->result_count; i++)
        count += out[i] != NULL;
    return count ? count : 1;
}

void field_lattice(const struct field_program *program, size_t columns, const double *x,
                   size_t rows, const double *y, double *const *out)
{
    struct machine machine;
    struct lattice lattice = {columns, x, out};
    if (columns == 0 || rows == 0)
        return;
    start_lattice(&machine, program, columns);
    machine.stream = columns * rows > FIELD_STREAM / count_results(program, out);
    size_t height = block_width(rows, machine.width);
    for (size_t row = 0, tall; row < rows; row += tall) {
        tall = smaller(height, rows - row);
        load(&machine, Y_REGISTER, y + row, tall);
        const double *y_lane = machine.from[program->number_count + Y_REGISTER];
        point_at_row(&machine, y_lane, 0);
        run_part(&machine, FIELD_OF_Y, padded(tall), false);
        for (size_t first = 0; first < columns; first += machine.group)
            run_group(&machine, &lattice, first, row, tall, y_lane);
    }
    if (machine.stream)
        program->kernels->fence();
}
