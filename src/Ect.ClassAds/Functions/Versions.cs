using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>Comparison of versions: numbers in them count as numbers (as glibc's strverscmp does).</summary>
internal static class Versions
{
    public static Value Compare(in Call call) => Compare(call, null, static order => Value.Of((long)order));

    public static Value LessOrEqual(in Call call) => Compare(call, "versionLE", static order => Value.Of(order <= 0));

    public static Value Less(in Call call) => Compare(call, "versionLT", static order => Value.Of(order < 0));

    public static Value GreaterOrEqual(in Call call) => Compare(call, "versionGE", static order => Value.Of(order >= 0));

    public static Value Greater(in Call call) => Compare(call, "versionGT", static order => Value.Of(order > 0));

    public static Value Equal(in Call call) => Compare(call, "versionEQ", static order => Value.Of(order == 0));

    public static Value InRange(in Call call)
    {
        var values = new Value[3];
        if (call.Count != 3)
        {
            return Value.Error;
        }

        if (!call.TryAll(values))
        {
            return Value.Stopped;
        }

        if (values[1].IsUndefined || values[2].IsUndefined)
        {
            return Value.Undefined;
        }

        var (tested, least, most) = (Conversions.ToText(values[0]), Conversions.ToText(values[1]), Conversions.ToText(values[2]));
        return tested.IsString && least.IsString && most.IsString
            ? Value.Of(Order(least.Bytes, tested.Bytes) <= 0 && Order(tested.Bytes, most.Bytes) <= 0)
            : Value.Error;
    }

    /// <summary>Below 0, 0 or above 0. The numbers themselves are the reference's too.</summary>
    public static int Order(string left, string right)
    {
        var at = left.AsSpan().CommonPrefixLength(right);
        if (at == left.Length && at == right.Length)
        {
            return 0;
        }

        // The number that the first difference is in, or touches.
        var start = at;
        while (start > 0 && char.IsAsciiDigit(left[start - 1]))
        {
            start--;
        }

        var difference = At(left, at) - At(right, at);
        if (start == at && !(char.IsAsciiDigit(At(left, at)) && char.IsAsciiDigit(At(right, at))))
        {
            return difference;
        }

        var (zerosLeft, zerosRight) = (LeadingZeros(left, start), LeadingZeros(right, start));
        if (zerosLeft != zerosRight)
        {
            return zerosRight - zerosLeft;
        }

        if (zerosLeft > 0)
        {
            return difference;
        }

        var (digitsLeft, digitsRight) = (Digits(left, start), Digits(right, start));
        return digitsLeft != digitsRight ? digitsLeft - digitsRight : difference;
    }

    private static Value Compare(in Call call, string? exactName, Func<int, Value> answer)
    {
        if (Conversions.TwoTexts(call, out var left, out var right) is { } other)
        {
            return other;
        }

        // The reference knows these names in one spelling only.
        return exactName is null || exactName == call.Name ? answer(Order(left, right)) : Value.Error;
    }

    private static char At(string text, int i) => i < text.Length ? text[i] : '\0';

    // A zero that ends the number is no leading one.
    private static int LeadingZeros(string text, int start)
    {
        var i = start;
        while (At(text, i) == '0')
        {
            i++;
        }

        return i > start && !char.IsAsciiDigit(At(text, i)) ? i - start - 1 : i - start;
    }

    private static int Digits(string text, int start)
    {
        var i = start;
        while (char.IsAsciiDigit(At(text, i)))
        {
            i++;
        }

        return i - start;
    }
}
