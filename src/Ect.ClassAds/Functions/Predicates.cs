using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>isUndefined(x) and its like: never undefined themselves.</summary>
internal static class Predicates
{
    public static Value IsUndefined(in Call call) => Is(call, ValueKind.Undefined);

    public static Value IsError(in Call call) => Is(call, ValueKind.Error);

    public static Value IsString(in Call call) => Is(call, ValueKind.String);

    public static Value IsInteger(in Call call) => Is(call, ValueKind.Integer);

    public static Value IsReal(in Call call) => Is(call, ValueKind.Real);

    public static Value IsBoolean(in Call call) => Is(call, ValueKind.Boolean);

    public static Value IsList(in Call call) => Is(call, ValueKind.List);

    public static Value IsClassAd(in Call call) => Is(call, ValueKind.Ad);

    public static Value IsAbsTime(in Call call) => Is(call, ValueKind.AbsoluteTime);

    public static Value IsRelTime(in Call call) => Is(call, ValueKind.RelativeTime);

    private static Value Is(in Call call, ValueKind kind)
    {
        if (call.Count != 1)
        {
            return Value.Error;
        }

        var value = call[0];
        return value.IsStopped ? Value.Stopped : Value.Of(value.Kind == kind);
    }
}
