using Ect.ClassAds.Syntax;
using Ect.ClassAds.Text;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Evaluation;

/// <summary>What the operators make of values.</summary>
internal static class Operators
{
    public static Value Unary(UnaryOperator op, Value value) => op switch
    {
        UnaryOperator.Plus => value.Kind is ValueKind.Boolean or ValueKind.String or ValueKind.List or ValueKind.Ad or ValueKind.AbsoluteTime ? Value.Error : value,
        _ when value.IsExceptional => value,
        UnaryOperator.Not => value.TryGetTruth(out var truth) ? Value.Of(!truth) : Value.Error,
        UnaryOperator.Complement => value.IsInteger ? Value.Of(~value.Integer) : Value.Error,
        _ => value.Kind switch
        {
            ValueKind.Integer => Value.Of(unchecked(-value.Integer)),
            ValueKind.Real => Value.Of(-value.Real),
            ValueKind.RelativeTime => Value.RelativeTime(-value.Real),
            _ => Value.Error,
        },
    };

    public static Value Binary(BinaryOperator op, Value left, Value right)
    {
        switch (op)
        {
            case BinaryOperator.And:
            case BinaryOperator.Or:
                return Logical(op == BinaryOperator.Or, left, right);
            case BinaryOperator.Is:
                return Same(left, right);
            case BinaryOperator.Isnt:
                var same = Same(left, right);
                return same.IsBoolean ? Value.Of(!same.Boolean) : same;
        }

        if (left.IsError || right.IsError)
        {
            return Value.Error;
        }

        if (left.IsUndefined || right.IsUndefined)
        {
            return Value.Undefined;
        }

        return op switch
        {
            >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual => Compare(op, left, right),
            >= BinaryOperator.Add => Arithmetic(op, left, right),
            _ => left.IsInteger && right.IsInteger ? Bitwise(op, left.Integer, right.Integer) : Value.Error,
        };
    }

    /// <summary>The rest of &amp;&amp; and || when the left side did not decide.</summary>
    private static Value Logical(bool isOr, Value left, Value right)
    {
        left = Truth(left);
        right = Truth(right);
        if (!left.IsBoolean && !left.IsExceptional)
        {
            return Value.Error;
        }

        if (!right.IsBoolean && !right.IsExceptional)
        {
            return Value.Error;
        }

        if (left.IsError)
        {
            return Value.Error;
        }

        if (left.IsBoolean)
        {
            return left.Boolean == isOr ? left : right;
        }

        return !right.IsBoolean || right.Boolean == isOr ? right : Value.Undefined;
    }

    private static Value Truth(Value value) => value.TryGetTruth(out var truth) ? Value.Of(truth) : value;

    private static Value Same(Value left, Value right)
    {
        if (left.Kind != right.Kind)
        {
            return Value.False;
        }

        return left.Kind switch
        {
            ValueKind.Undefined or ValueKind.Error => Value.True,
            ValueKind.Real or ValueKind.RelativeTime => Value.Of(left.Real == right.Real),
            ValueKind.String => Value.Of(string.Equals(left.Bytes, right.Bytes, StringComparison.Ordinal)),
            ValueKind.AbsoluteTime => Value.Of(left.Seconds == right.Seconds && left.Offset == right.Offset),
            ValueKind.List => left.List.Made == right.List.Made ? Value.Error : Value.False,
            ValueKind.Ad => Value.Error,
            _ => Value.Of(left.Integer == right.Integer),
        };
    }

    private static Value Compare(BinaryOperator op, Value left, Value right)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return left.IsReal || right.IsReal ? Holds(op, left.Number, right.Number) : Holds(op, left.Integer.CompareTo(right.Integer));
        }

        if (left.Kind != right.Kind)
        {
            return Value.Error;
        }

        return left.Kind switch
        {
            ValueKind.String when op == BinaryOperator.Equal => Value.Of(AsciiIgnoreCase.AreEqual(left.Bytes, right.Bytes)),
            ValueKind.String when op == BinaryOperator.NotEqual => Value.Of(!AsciiIgnoreCase.AreEqual(left.Bytes, right.Bytes)),
            ValueKind.String => Holds(op, AsciiIgnoreCase.Order(left.Bytes, right.Bytes)),
            ValueKind.AbsoluteTime => Holds(op, left.Seconds.CompareTo(right.Seconds)),
            ValueKind.RelativeTime => Holds(op, left.Real, right.Real),
            _ => Value.Error,
        };
    }

    private static Value Holds(BinaryOperator op, int order) => Value.Of(op switch
    {
        BinaryOperator.Less => order < 0,
        BinaryOperator.LessOrEqual => order <= 0,
        BinaryOperator.Equal => order == 0,
        BinaryOperator.NotEqual => order != 0,
        BinaryOperator.Greater => order > 0,
        _ => order >= 0,
    });

    private static Value Holds(BinaryOperator op, double left, double right) => Value.Of(op switch
    {
        BinaryOperator.Less => left < right,
        BinaryOperator.LessOrEqual => left <= right,
        BinaryOperator.Equal => left == right,
        BinaryOperator.NotEqual => left != right,
        BinaryOperator.Greater => left > right,
        _ => left >= right,
    });

    private static Value Arithmetic(BinaryOperator op, Value left, Value right)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return left.IsReal || right.IsReal ? Reals(op, left.Number, right.Number) : Integers(op, left.Integer, right.Integer);
        }

        return TimeArithmetic(op, left, right);
    }

    private static Value Integers(BinaryOperator op, long left, long right) => unchecked(op switch
    {
        BinaryOperator.Add => Value.Of(left + right),
        BinaryOperator.Subtract => Value.Of(left - right),
        BinaryOperator.Multiply => Value.Of(left * right),
        _ when right == 0 => Value.Error,
        BinaryOperator.Divide => Value.Of(left == long.MinValue && right == -1 ? long.MaxValue : left / right),
        _ => Value.Of(right == -1 ? 0 : left % right),
    });

    // Plus infinity is error, minus infinity and NaN are values: as the reference does.
    private static Value Reals(BinaryOperator op, double left, double right)
    {
        var result = op switch
        {
            BinaryOperator.Add => left + right,
            BinaryOperator.Subtract => left - right,
            BinaryOperator.Multiply => left * right,
            BinaryOperator.Divide => left / right,
            _ => double.PositiveInfinity,
        };
        return double.IsPositiveInfinity(result) ? Value.Error : Value.Of(result);
    }

    private static Value TimeArithmetic(BinaryOperator op, Value left, Value right) => unchecked((op, left.Kind, right.Kind) switch
    {
        (BinaryOperator.Add, ValueKind.AbsoluteTime, ValueKind.RelativeTime) => Value.AbsoluteTime(left.Seconds + Numbers.Truncate32(right.Real), left.Offset),
        (BinaryOperator.Add, ValueKind.RelativeTime, ValueKind.AbsoluteTime) => Value.AbsoluteTime(right.Seconds + Numbers.Truncate32(left.Real), right.Offset),
        (BinaryOperator.Add, ValueKind.RelativeTime, ValueKind.RelativeTime) => Value.RelativeTime(left.Real + right.Real),
        (BinaryOperator.Subtract, ValueKind.AbsoluteTime, ValueKind.AbsoluteTime) => Value.RelativeTime(left.Seconds - right.Seconds),
        (BinaryOperator.Subtract, ValueKind.AbsoluteTime, ValueKind.RelativeTime) => Value.AbsoluteTime(left.Seconds - Numbers.Truncate32(right.Real), left.Offset),
        (BinaryOperator.Subtract, ValueKind.RelativeTime, ValueKind.RelativeTime) => Value.RelativeTime(left.Real - right.Real),
        (BinaryOperator.Multiply, ValueKind.RelativeTime, ValueKind.Integer or ValueKind.Real) => Value.RelativeTime(left.Real * right.Number),
        (BinaryOperator.Multiply, ValueKind.Integer or ValueKind.Real, ValueKind.RelativeTime) => Value.RelativeTime(left.Number * right.Real),
        (BinaryOperator.Divide, ValueKind.RelativeTime, ValueKind.Integer or ValueKind.Real) => Value.RelativeTime(left.Real / right.Number),
        _ => Value.Error,
    });

    // A shift counts modulo 64, as the reference's processor does.
    private static Value Bitwise(BinaryOperator op, long left, long right) => Value.Of(op switch
    {
        BinaryOperator.BitOr => left | right,
        BinaryOperator.BitXor => left ^ right,
        BinaryOperator.BitAnd => left & right,
        BinaryOperator.ShiftLeft => left << (int)right,
        BinaryOperator.ShiftRight when left >= 0 => left >> (int)right,
        BinaryOperator.ShiftRight => right <= 0 ? left : left >> (int)Math.Min(right, 63),
        _ when left >= 0 => left >> (int)right,
        _ => (left >>> 1) >> (int)(right - 1),
    });
}
