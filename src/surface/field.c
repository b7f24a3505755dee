/*
 * Running a field program, block by block.
 *
 * Over a lattice, a tile is a number of rows; y's part runs over them once, then for each block of
 * columns x's part runs once and the last part once a row. The values of a lane stay where they
 * are; for a row, the places of y's values point at that row's.
 *
 * Over examples a tile is run once for each of them, in the same order for every point. The first
 * one's results are stored, those of the others added.
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
    bool adding; /* results are added to those that are there */
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
    machine->stream = machine->adding = false;
    for (size_t i = 0; i < program->number_count; i++)
        machine->from[i] = &program->numbers[i];
    for (size_t i = 0; i < program->register_count; i++) {
        machine->into[i] = machine->scratch + i * machine->width;
        machine->from[program->value_count + i] = machine->into[i];
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
    return machine->scratch + (place - machine->program->value_count) * machine->width;
}

/* Gives a parameter its values: in place where they are whole vectors, else a widened copy. */
static void load(struct machine *machine, size_t input, const double *values, size_t count)
{
    size_t place = machine->program->value_count + input, wide = padded(count);
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

/* --- examples */

static size_t example_count(const struct field_examples *examples)
{
    return examples ? examples->count : 1;
}

/* Gives the program the example's values, and what depends on nothing else. */
static void take_example(struct machine *machine, const struct field_examples *examples,
                         size_t index)
{
    const struct field_program *program = machine->program;
    for (size_t i = program->number_count; i < program->value_count; i++)
        machine->from[i] = &examples->values[index * examples->columns + i - program->number_count];
    run_part(machine, FIELD_OF_DATA, 1, true);
    machine->adding = index > 0;
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
        machine->into[result->place - program->value_count] = lane;
        machine->from[result->place] = lane;
    }
}

static void fill(double *out, double value, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = value;
}

static void add_value(double *out, double value, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] += value;
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
            (machine->adding ? add_value : fill)(out[i] + at, *from, count);
        else if (machine->adding)
            program->kernels->add(out[i] + at, from, count);
        else if (machine->stream)
            program->kernels->stream(out[i] + at, from, count);
        else
            memcpy(out[i] + at, from, count * sizeof *from);
    }
}

/* From sums to means. */
static void divide_results(const struct field_program *program, double *const *out, size_t at,
                           size_t count, double by)
{
    for (int i = 0; i < program->result_count; i++)
        for (size_t k = at; out[i] && k < at + count; k++)
            out[i][k] /= by;
}

/* --- points */

static void run_points(struct machine *machine, double *const *out, size_t at, size_t count)
{
    bool direct = padded(count) == count && !machine->adding;
    aim_results(machine, out, at, direct);
    for (int part = FIELD_OF_Y; part < FIELD_PARTS; part++)
        run_part(machine, part, padded(count), true);
    store_results(machine, out, at, count, false);
}

void field_points(const struct field_program *program, const struct field_examples *examples,
                  size_t count, const double *x, const double *y, double *const *out)
{
    struct machine machine;
    start_machine(&machine, program, lane_width(program->register_count));
    for (size_t at = 0, width; at < count; at += width) {
        width = count - at < machine.width ? count - at : machine.width;
        load(&machine, X_REGISTER, x + at, width);
        load(&machine, Y_REGISTER, y + at, width);
        for (size_t i = 0; i < example_count(examples); i++) {
            take_example(&machine, examples, i);
            run_points(&machine, out, at, width);
        }
        if (examples)
            divide_results(program, out, at, width, (double)examples->count);
    }
}

/* --- lattice */

struct lattice {
    const struct field_program *program;
    const struct field_examples *examples;
    size_t columns, rows;
    const double *x, *y;
    double *const *out;
    bool stream;
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
        machine->into[places[i] - program->value_count] = values;
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
            bool direct = padded(width) == width && !machine->stream && !machine->adding;
            aim_results(machine, lattice->out, at, direct);
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

/* A tile: `rows` rows from `row` on. */
static void run_tile(struct machine *machine, const struct lattice *lattice, size_t row,
                     size_t rows)
{
    const struct field_program *program = lattice->program;
    load(machine, Y_REGISTER, lattice->y + row, rows);
    const double *y = machine->from[program->value_count + Y_REGISTER];
    for (size_t i = 0; i < example_count(lattice->examples); i++) {
        take_example(machine, lattice->examples, i);
        point_at_row(machine, y, 0);
        run_part(machine, FIELD_OF_Y, padded(rows), false);
        for (size_t first = 0; first < lattice->columns; first += machine->group)
            run_group(machine, lattice, first, row, rows, y);
    }
    if (lattice->examples)
        divide_results(program, lattice->out, row * lattice->columns, rows * lattice->columns,
                       (double)lattice->examples->count);
}

/* A tile's height: as many rows as a lane is wide; over examples, as stay in the cache. */
static size_t tile_height(const struct machine *machine, const struct lattice *lattice, size_t rows)
{
    size_t most = machine->width;
    if (lattice->examples)
        most = smaller(most, FIELD_TILE / lattice->columns + KERNEL_PAD);
    return block_width(rows, most);
}

/* What one thread does: `rows` rows from `row` on. */
static void run_band(const struct lattice *lattice, size_t row, size_t rows)
{
    struct machine machine;
    start_lattice(&machine, lattice->program, lattice->columns);
    machine.stream = lattice->stream;
    size_t height = tile_height(&machine, lattice, rows);
    for (size_t done = 0, tall; done < rows; done += tall) {
        tall = smaller(height, rows - done);
        run_tile(&machine, lattice, row + done, tall);
    }
    if (machine.stream)
        lattice->program->kernels->fence();
}

/* Nanoseconds, roughly. */
static double work_of(const struct lattice *lattice)
{
    double points = (double)lattice->columns * (double)lattice->rows;
    return points * (double)example_count(lattice->examples) * (lattice->program->cost + 0.25);
}

void field_lattice(const struct field_program *program, const struct field_examples *examples,
                   size_t columns, const double *x, size_t rows, const double *y,
                   double *const *out)
{
    const struct lattice lattice = {
        .program = program,
        .examples = examples,
        .columns = columns,
        .rows = rows,
        .x = x,
        .y = y,
        .out = out,
        .stream = !examples && columns * rows > FIELD_STREAM / count_results(program, out)};
    if (columns == 0 || rows == 0)
        return;
    bool share = work_of(&lattice) > FIELD_SHARED;
    size_t band = share ? padded((rows + FIELD_BANDS - 1) / FIELD_BANDS) : rows;
#pragma omp parallel for schedule(dynamic) if (share)
    for (size_t row = 0; row < rows; row += band)
        run_band(&lattice, row, smaller(band, rows - row));
}
