using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>Rounding, powers, steps and chance.</summary>
internal static class Arithmetics
{
    private const double Nearly = 1e-8;

    public static Value Floor(in Call call) => Rounded(call, Math.Floor);

    public static Value Ceiling(in Call call) => Rounded(call, Math.Ceiling);

    public static Value Round(in Call call) => Rounded(call, static number => Math.Round(number, MidpointRounding.ToEven));

    public static Value Pow(in Call call)
    {
        var values = new Value[2];
        if (call.Count != 2)
        {
            return Value.Error;
        }

        if (!call.TryAll(values))
        {
            return Value.Stopped;
        }

        if (values[0].IsInteger && values[1].IsInteger && values[1].Integer >= 0)
        {
            return Value.Of(Numbers.Truncate(Math.Pow(values[0].Integer, values[1].Integer) + 0.5));
        }

        var (number, exponent) = (Conversions.ToReal(values[0]), Conversions.ToReal(values[1]));
        return number.IsReal && exponent.IsReal ? Value.Of(Math.Pow(number.Real, exponent.Real)) : Value.Error;
    }

    // The next multiple of a step, or the first element of a list that is large enough, or a multiple of its last one.
    public static Value Quantize(in Call call)
    {
        var values = new Value[2];
        if (call.Count != 2)
        {
            return Value.Error;
        }

        if (!call.TryAll(values))
        {
            return Value.Stopped;
        }

        var (value, step) = (values[0], values[1]);
        var number = Conversions.ToReal(value);
        if (!number.IsReal)
        {
            return Value.Error;
        }

        if (step.IsList)
        {
            var list = step.List;
            step = Value.Of(0.0);
            for (var i = 0; i < list.Elements.Length; i++)
            {
                step = call.Element(list, i);
                if (step.IsStopped)
                {
                    return Value.Stopped;
                }

                var size = Conversions.ToReal(step);
                if (!size.IsReal)
                {
                    return Value.Error;
                }

                if (size.Real >= number.Real)
                {
                    return step;
                }
            }
        }

        var real = Conversions.ToReal(step);
        return real.IsReal ? Multiple(value, number.Real, step, real.Real) : Value.Error;
    }

    public static Value Random(in Call call)
    {
        if (call.Count > 1)
        {
            return Value.Error;
        }

        var most = call.Count == 0 ? Value.Of(1.0) : call[0];
        var random = call.Run.Options.Random ?? System.Random.Shared;
        return most.Kind switch
        {
            _ when most.IsStopped => Value.Stopped,
            ValueKind.Integer => (int)most.Integer <= 0 ? Value.Stopped : Value.Of((long)random.Next((int)most.Integer)),
            ValueKind.Real => most.Real <= 0 ? Value.Stopped : Value.Of(most.Real * random.NextDouble()),
            _ => Value.Error,
        };
    }

    private static Value Multiple(Value value, double number, Value step, double size)
    {
        if (step.IsInteger)
        {
            var whole = step.Integer;
            if (whole == 0)
            {
                return value;
            }

            if (!value.IsInteger)
            {
                return Value.Of(Math.Ceiling(number / whole) * whole);
            }

            var upTo = unchecked(value.Integer + whole - 1);
            return Value.Of(unchecked((whole == -1 ? -upTo : upTo / whole) * whole));
        }

        return Math.Abs(size) <= Nearly ? value : Value.Of(Math.Ceiling(number / size) * size);
    }

    private static Value Rounded(in Call call, Func<double, double> round)
    {
        if (Conversions.Only(call, out var value) is { } other)
        {
            return other;
        }

        if (value.IsInteger)
        {
            return value;
        }

        var real = Conversions.ToReal(value);
        return real.IsReal ? Value.Of(Numbers.Truncate(round(real.Real))) : Value.Error;
    }
}
