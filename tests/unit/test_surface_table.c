/* CSV and NPY: what is read, and that hostile bytes are refused with a reason. */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "surface/table.h"

static void reads_csv(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t rows, columns;
        double values[6];
    } rows[] = {
        {"1,2\n3,4\n", 2, 2, {1, 2, 3, 4}},
        {"\xEF\xBB\xBF"
         "1;2\r\n3;4",
         2,
         2,
         {1, 2, 3, 4}},
        {"# note\n\n 1\t2 # two\n3\t4\n", 2, 2, {1, 2, 3, 4}},
        {"1,,3\n", 1, 3, {1, NAN, 3}},
        {"a, \"b\" \n-1e-3, .5\n", 1, 2, {-1e-3, .5}},
        {" \n1;2\n3;4\n", 2, 2, {1, 2, 3, 4}},
        {"\"1\",\"2\"\r\n3, \"4\" # four\r\n", 2, 2, {1, 2, 3, 4}},
        {"\"a;b\",\"c\nd\"\n1,2\n", 1, 2, {1, 2}}, /* neither parts cells nor lines */
        {"7\n", 1, 1, {7}},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct table table;
        struct error error = {0};
        assert_true(table_read(rows[i].text, strlen(rows[i].text), NULL, &table, &error));
        assert_int_equal(table.rows, rows[i].rows);
        assert_int_equal(table.columns, rows[i].columns);
        for (size_t k = 0; k < table.rows * table.columns; k++)
            assert_same(table.values[k], rows[i].values[k]);
        table_release(&table);
    }
}

static void names_columns(void **state)
{
    (void)state;
    struct table table;
    assert_true(table_read("t, \"target\"\n1,2\n", 16, NULL, &table, NULL));
    assert_string_equal(table.names[0], "t");
    assert_string_equal(table.names[1], "target");
    table_release(&table);
}

/* Would catch: a cell in quotes split at what it holds, a doubled quote left double, and a number
 * asked of a column that nobody asked for. */
static void reads_chosen_columns(void **state)
{
    (void)state;
    static const char text[] =
        "\"Grand \"\"Total\"\"\",town,a name that is far too long to be asked for,z\n"
        "1,\"Berlin, Mitte\",5 rooms,2\n"
        "3,\"two\nlines # and \"\"marks\"\"\",,4\n"
        "5,,\"\",6\n";
    char names[][TABLE_NAME] = {"z", "Grand \"Total\""};
    const struct table wanted = {.columns = 2, .names = names};
    struct table table;
    struct error error = {0};
    assert_true(table_read(text, sizeof text - 1, &wanted, &table, &error));
    assert_int_equal(table.columns, 4);
    assert_int_equal(table.rows, 3);
    assert_string_equal(table.names[0], "Grand \"Total\"");
    assert_string_equal(table.names[2], "");
    for (size_t row = 0; row < 3; row++) {
        assert_same(table.values[4 * row], 1 + 2. * (double)row);
        assert_true(isnan(table.values[4 * row + 1]) && isnan(table.values[4 * row + 2]));
        assert_same(table.values[4 * row + 3], 2 + 2. * (double)row);
    }
    assert_int_equal(table.lines[1], 3);
    assert_int_equal(table.lines[2], 5);
    table_release(&table);
    assert_false(table_read(text, sizeof text - 1, NULL, &table, &error));
}

/* Would catch: a `nan` that is taken for an empty cell, in the corner above all. */
static void tells_empty_cells_from_nan(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool open_corner;
        size_t first_gap;
    } rows[] = {
        {"nan,2\n3,4\n", false, SIZE_MAX}, {",2\n3,4\n", true, SIZE_MAX},
        {"\"\",2\n3,4\n", true, SIZE_MAX}, {"1,2\nnan,\n", false, 3},
        {",,1\n2,3,\n", true, 1},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct table table;
        assert_true(table_read(rows[i].text, strlen(rows[i].text), NULL, &table, NULL));
        assert_int_equal(table.open_corner, rows[i].open_corner);
        assert_true(table.first_gap == rows[i].first_gap);
        table_release(&table);
    }
}

/* Would catch: a complaint about a row that names another line. */
static void tells_the_lines_of_rows(void **state)
{
    (void)state;
    static const char text[] = "t,u\n1,2\n# note\n\n3,4\n";
    struct table table;
    assert_true(table_read(text, sizeof text - 1, NULL, &table, NULL));
    assert_int_equal(table.rows, 2);
    assert_int_equal(table.lines[0], 2);
    assert_int_equal(table.lines[1], 5);
    table_release(&table);
    assert_null(table.lines);
}

static void refuses_csv(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line, column;
        const char *message;
    } rows[] = {
        {"", 0, 0, "the file holds no row of numbers"},
        {"a,b\n", 0, 0, "the file holds no row of numbers"},
        {"1,2\n3\n", 2, 2, "this row is shorter than the first"},
        {"1,2\n\n3,4,5\n", 3, 5, "this row is longer than the first"},
        {"1,2\nx,4\n", 2, 1, "'x' is not a number"},
        {"1,2\n\"a\nb\",4\n", 2, 2, "'a\\x0ab' is not a number"},
        {"t,u\n\"1\n\",q\n", 2, 2, "'1\\x0a' is not a number"},
        {"t,u\n1,\"2\n3,4\n", 2, 3, "the quote is never closed"},
        {"1;2\n3;0,5\n", 2, 3, "'0,5' is not a number: the decimal sign is a point"},
        {"t,abcdefghijabcdefghijabcdefghijabcdefghij\n1,2\n", 1, 3,
         "the column name is longer than 32 letters"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        struct table table;
        struct error error = {0};
        assert_false(table_read(rows[i].text, strlen(rows[i].text), NULL, &table, &error));
        assert_string_equal(error.message, rows[i].message);
        assert_int_equal(error.line, rows[i].line);
        assert_int_equal(error.column, rows[i].column);
        assert_null(table.values);
    }
}

/* Makes an NPY file of version 1 with this header and these bytes of data. */
static size_t make_npy(char *out, const char *header, const void *data, size_t size)
{
    size_t length = strlen(header);
    memcpy(out, "\x93NUMPY\x01\x00", 8);
    out[8] = (char)(length & 0xFF);
    out[9] = (char)(length >> 8);
    memcpy(out + 10, header, length);
    memcpy(out + 10 + length, data, size);
    return 10 + length + size;
}

static void reads_npy(void **state)
{
    (void)state;
    static const double doubles[] = {1, 2, 3, 4, 5, 6};
    static const unsigned char big_floats[] = {0x3F, 0x80, 0, 0, 0x40, 0, 0, 0}; /* 1, 2 */
    static const int32_t whole[] = {-1, 2};
    static const unsigned char small[] = {200, 7};
    static const struct {
        const char *header;
        const void *data;
        size_t size, rows, columns;
        double values[6];
    } rows[] = {
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }\n",
         doubles,
         48,
         2,
         3,
         {1, 2, 3, 4, 5, 6}},
        {"{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3)}\n",
         doubles,
         48,
         2,
         3,
         {1, 3, 5, 2, 4, 6}},
        {"{'descr': '>f4', 'fortran_order': False, 'shape': (1, 2), }\n",
         big_floats,
         8,
         1,
         2,
         {1, 2}},
        {"{'descr': '<i4', 'fortran_order': False, 'shape': (2, 1), }\n", whole, 8, 2, 1, {-1, 2}},
        {"{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2,), }\n",
         small,
         2,
         1,
         2,
         {200, 7}},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        char bytes[256];
        size_t length = make_npy(bytes, rows[i].header, rows[i].data, rows[i].size);
        struct table table;
        struct error error = {0};
        assert_true(table_read(bytes, length, NULL, &table, &error));
        assert_int_equal(table.rows, rows[i].rows);
        assert_int_equal(table.columns, rows[i].columns);
        for (size_t k = 0; k < table.rows * table.columns; k++)
            assert_same(table.values[k], rows[i].values[k]);
        table_release(&table);
    }
}

static void refuses_npy(void **state)
{
    (void)state;
    static const struct {
        const char *header, *message;
    } rows[] = {
        {"{'descr': '|O', 'shape': (2, 2)}", "type '|O' cannot be read"},
        {"{'descr': '<c16', 'shape': (2, 2)}", "type '<c16' cannot be read"},
        {"{'descr': [('a', '<f8')], 'shape': (2, 2)}", "structured NPY arrays"},
        {"{'descr': '<f8', 'shape': (4,)}", "has 1 axes"},
        {"{'descr': '<f8', 'shape': (2, 2, 2)}", "has 3 axes"},
        {"{'descr': '<f8', 'shape': (0, 2)}", "between 1 and 4096"},
        {"{'descr': '<f8', 'shape': (99999999999999999999999, 2)}", "between 1 and 4096"},
        {"{'descr': '<f8', 'shape': (-1, 2)}", "not a pair of numbers"},
        {"{'descr': '<f8', 'fortran_order': True, 'shape': (4000, 4000)}", "cut short"},
        {"{'descr': '<f8', 'shape': (1, 1)}", "'fortran_order' must be True or False"},
        {"{'descr': '<f8', 'fortran_order': 7, 'shape': (1, 1)}", "must be True or False"},
        {"{'descr': '<f8', 'fortran_order': Falsehood, 'shape': (1, 1)}", "must be True or False"},
        {"{'descr': '<f8'}", "no 'shape'"},
        {"{'shape': (2, 2)}", "no 'descr'"},
        {"", "no 'descr'"},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(rows); i++) {
        char bytes[256];
        size_t length = make_npy(bytes, rows[i].header, "12345678", 8);
        struct table table;
        struct error error = {0};
        assert_false(table_read(bytes, length, NULL, &table, &error));
        if (strstr(error.message, rows[i].message) == NULL)
            fail_msg("'%s' in place of '%s'", error.message, rows[i].message);
    }
}

/* Would catch a read beyond the bytes: the sanitizers watch. */
static void survives_every_cut(void **state)
{
    (void)state;
    char bytes[256], cut[256];
    size_t length = make_npy(bytes, "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), }\n",
                             "12345678", 8);
    for (size_t n = 0; n < length; n++) {
        struct table table;
        memcpy(cut, bytes, n);
        assert_false(table_read(cut, n, NULL, &table, NULL));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_csv),
        cmocka_unit_test(names_columns),
        cmocka_unit_test(reads_chosen_columns),
        cmocka_unit_test(tells_empty_cells_from_nan),
        cmocka_unit_test(tells_the_lines_of_rows),
        cmocka_unit_test(refuses_csv),
        cmocka_unit_test(reads_npy),
        cmocka_unit_test(refuses_npy),
        cmocka_unit_test(survives_every_cut),
    };
    return cmocka_run_group_tests_name("surface/table", tests, NULL, NULL);
}
