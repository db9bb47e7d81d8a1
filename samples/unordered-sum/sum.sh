# Adds a hundred thousand numbers in parts, each in the order in which its addends happen to arrive, as threads that share
# a sum do. A sum of floating-point numbers depends on the order: its last digits differ from run to run.
# Usage: sum.sh [PARTS]
set -eu
parts=${1:-8}
read -r started _ < /proc/uptime
echo part,sum > /out/sums.csv
for part in $(seq "$parts"); do
    seq 4000 | shuf | awk -v part="$part" '{ sum += 1 / ($1 * part + 1 / 3) } END { printf "%d,%.17g\n", part, sum }' >> /out/sums.csv
done
read -r ended _ < /proc/uptime
echo "from $started to $ended" # Never the same twice.
