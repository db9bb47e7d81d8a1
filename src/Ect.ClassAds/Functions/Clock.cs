using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>The time now, and times from numbers. Local time is UTC.</summary>
internal static class Clock
{
    public static Value Time(in Call call) => call.Count > 0 ? Value.Error : Value.Of(Now(call));

    public static Value CurrentTime(in Call call) => call.Count > 0 ? Value.Error : Value.AbsoluteTime(Now(call));

    public static Value TimeZoneOffset(in Call call) => call.Count > 0 ? Value.Error : Value.RelativeTime(0);

    public static Value DayTime(in Call call) => call.Count > 0 ? Value.Error : Value.RelativeTime(Moment.FloorMod(Now(call), 86400));

    public static Value AbsTime(in Call call)
    {
        if (call.Count == 0)
        {
            return CurrentTime(call);
        }

        if (Arguments(call, out var value, out var offset) is { } other)
        {
            return other;
        }

        return value.Kind switch
        {
            ValueKind.Undefined or ValueKind.AbsoluteTime or ValueKind.String => value,
            ValueKind.Integer => offset == -1 ? Value.Stopped : Value.AbsoluteTime((int)value.Integer, offset),
            ValueKind.Real => Value.AbsoluteTime(Numbers.Truncate32(value.Real), offset),
            ValueKind.RelativeTime => Value.AbsoluteTime(Numbers.Truncate(value.Real), offset),
            _ => Value.Error,
        };
    }

    public static Value RelTime(in Call call)
    {
        if (call.Count != 1)
        {
            return call.Count != 2 || Arguments(call, out _, out _) is not { IsStopped: true } ? Value.Error : Value.Stopped;
        }

        var value = call[0];
        return value.Kind switch
        {
            _ when value.IsStopped => Value.Stopped,
            ValueKind.Undefined or ValueKind.RelativeTime => value,
            ValueKind.Integer => Value.RelativeTime((int)value.Integer),
            ValueKind.Real => Value.RelativeTime(value.Real),
            ValueKind.AbsoluteTime => Value.RelativeTime(value.Seconds),

            // A text that is no literal is not read, here as in the reference.
            ValueKind.String => Value.RelativeTime(0),
            _ => Value.Error,
        };
    }

    private static long Now(in Call call) => call.Run.Options.Time.GetUtcNow().ToUnixTimeSeconds();

    private static Value? Arguments(in Call call, out Value value, out int offset)
    {
        (value, offset) = (default, 0);
        if (call.Count > 2)
        {
            return Value.Error;
        }

        value = call[0];
        if (value.IsStopped)
        {
            return Value.Stopped;
        }

        if (call.Count == 1)
        {
            return null;
        }

        var zone = call[1];
        switch (zone.Kind)
        {
            case ValueKind.Integer:
                offset = (int)zone.Integer;
                return null;
            case ValueKind.Real or ValueKind.RelativeTime:
                offset = Numbers.Truncate32(zone.Real);
                return null;
            default:
                return zone.IsStopped ? Value.Stopped : Value.Error;
        }
    }
}
