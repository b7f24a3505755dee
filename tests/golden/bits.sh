#!/bin/sh
# The same bits under gcc and clang, without and with optimisation: what strict arithmetic gives for the values and
# derivatives of the test functions (surfaces.csv, and one with every operation), of a mean over data and a measured
# grid, and for walks of all optimizers, with all schedules, noise, clipping and mini-batches by turns.
# Would catch a contracted multiply-add, a sum in another order, a maths function that a compiler folds differently.
unset MAKEFLAGS MFLAGS MAKELEVEL
digests=build/bits
mkdir -p "$digests"
every='sin(x)+cos(y)*tan(x/3)-asin(x/9)*acos(y/9)+atan(x*y)-atan2(y,x)+sinh(x/4)-cosh(y/4)+tanh(x)+exp(-x^2)'
every="$every"'*log(1+y^2)+log2(2+x^2)-log10(3+y^2)+log1p(x^2)+expm1(-y^2)+sqrt(x^2+y^4)+cbrt(x)-abs(y)*sign(x)'
every="$every"'+floor(x)-ceil(y)+min(x,y)*max(x,-y)+pow(2,x)^0.3+hypot(x,y)+clamp(x,-1,1)+relu(y)-sigmoid(x)*softplus(y)'
every="$every"'+if(x<y && !(x>2) || y==1, x^5, y^3-x/(1+y^2))'
{
    tail -n +2 tests/golden/surfaces.csv | python3 -c '
import csv, sys
print(*(row[1] for row in csv.reader(sys.stdin)), sep="\n")'
    echo "$every"
} >"$digests/formulas"

# build COMPILER LEVEL: makes digests/COMPILER-LEVEL
build() {
    name=bits$2
    folder=build/$name
    [ "$1" = clang ] && folder=$folder-clang
    make -s -j2 CC="$1" CFLAGS="-O$2" CPPFLAGS= LDFLAGS= WITHOUT= FLAVOUR="$name" \
        "$folder/tests/golden/drivers/digest" >"$digests/words" 2>&1 &&
        "$folder/tests/golden/drivers/digest" <"$digests/formulas" >"$digests/$1-$2"
}

echo 1..4
number=0
reference=
for way in 'gcc 2' 'gcc 0' 'clang 2' 'clang 0'; do
    number=$((number + 1))
    set -- $way
    if ! command -v "$1" >/dev/null; then
        echo "ok $number - $1 -O$2 # SKIP $1 is not installed"
    elif ! build "$1" "$2"; then
        echo "not ok $number - $1 -O$2: could not be built"
        sed 's/^/# /' "$digests/words" | tail -n 20
    elif [ -z "$reference" ]; then
        reference=$digests/$1-$2
        [ -s "$reference" ] && echo "ok $number - $1 -O$2: $(wc -l <"$reference") digests"
    elif cmp -s "$reference" "$digests/$1-$2"; then
        echo "ok $number - $1 -O$2: the same bits as $(basename "$reference")"
    else
        echo "not ok $number - $1 -O$2: other bits than $(basename "$reference")"
        diff "$reference" "$digests/$1-$2" | grep '^>' | cut -c 1-120 | sed 's/^/# /' | head -n 10
    fi
done
