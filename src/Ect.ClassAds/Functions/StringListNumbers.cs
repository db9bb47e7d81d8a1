using System.Buffers;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>Sums and bounds of numbers in a string. The result is an integer if every item is written like one.</summary>
internal static class StringListNumbers
{
    private static readonly SearchValues<char> OfIntegers = SearchValues.Create("+-0123456789");

    // FLT_MIN, with which the reference begins: the largest of negative numbers is this.
    private const double SmallestFloat = 1.17549435082228750797e-38;

    public static Value Sum(in Call call) => Summarize(call, 0, static (sum, number) => sum + number, Value.Of(0.0));

    public static Value Average(in Call call) => Summarize(call, 0, static (sum, number) => sum + number, Value.Of(0.0), average: true);

    public static Value Min(in Call call) => Summarize(call, float.MaxValue, static (least, number) => number < least ? number : least, Value.Undefined);

    public static Value Max(in Call call) => Summarize(call, SmallestFloat, static (most, number) => number > most ? number : most, Value.Undefined);

    private static Value Summarize(in Call call, double start, Func<double, double, double> add, Value ofNothing, bool average = false)
    {
        if (StringLists.Texts(call, 1, out var values) is { } other)
        {
            return other;
        }

        var (total, isReal) = (start, false);
        var items = StringLists.Items(values[0].Bytes, StringLists.Delimiters(values, 1));
        foreach (var item in items)
        {
            if (Numbers.Read(item, out var number) == 0)
            {
                return Value.Error;
            }

            isReal |= item.AsSpan().IndexOfAnyExcept(OfIntegers) >= 0;
            total = add(total, number);
        }

        if (items.Count == 0)
        {
            return ofNothing;
        }

        total /= average ? items.Count : 1;
        return isReal ? Value.Of(total) : Value.Of(Numbers.Truncate(total));
    }
}
