using System.Runtime.CompilerServices;
using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Text;

namespace Ect.ClassAds.Values;

/// <summary>A value of the language. The default is undefined.</summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly object? _reference;
    private readonly long _bits;
    private readonly int _offset;
    private readonly byte _kind;

    private Value(ValueKind kind, long bits = 0, object? reference = null, int offset = 0)
    {
        _kind = (byte)kind;
        _bits = bits;
        _reference = reference;
        _offset = offset;
    }

    /// <summary>The value undefined.</summary>
    public static Value Undefined => default;

    /// <summary>The value error.</summary>
    public static Value Error => new(ValueKind.Error);

    /// <summary>The value true.</summary>
    public static Value True => new(ValueKind.Boolean, 1);

    /// <summary>The value false.</summary>
    public static Value False => new(ValueKind.Boolean);

    /// <summary>The type of the value.</summary>
    public ValueKind Kind => (ValueKind)_kind;

    /// <summary>Whether this is undefined.</summary>
    public bool IsUndefined => _kind == (byte)ValueKind.Undefined;

    /// <summary>Whether this is error.</summary>
    public bool IsError => _kind == (byte)ValueKind.Error;

    /// <summary>Whether the evaluation could not be finished: a cycle, a limit. Such a value is error, or (where nothing was found to evaluate) undefined.</summary>
    public bool IsStopped => _kind <= (byte)ValueKind.Error && _bits != 0;

    /// <summary>Evaluation ended; what asked gets error.</summary>
    internal static Value Stopped => new(ValueKind.Error, 1);

    /// <summary>Evaluation ended before there was anything to evaluate.</summary>
    internal static Value StoppedUndefined => new(ValueKind.Undefined, 1);

    internal bool IsExceptional => _kind <= (byte)ValueKind.Error;

    internal bool IsString => _kind == (byte)ValueKind.String;

    internal bool IsInteger => _kind == (byte)ValueKind.Integer;

    internal bool IsBoolean => _kind == (byte)ValueKind.Boolean;

    internal bool IsReal => _kind == (byte)ValueKind.Real;

    internal bool IsList => _kind == (byte)ValueKind.List;

    internal bool IsAd => _kind == (byte)ValueKind.Ad;

    /// <summary>Whether it counts in sums: integer, real or boolean.</summary>
    internal bool IsNumber => _kind is (byte)ValueKind.Integer or (byte)ValueKind.Real or (byte)ValueKind.Boolean;

    internal long Bits => _bits;

    internal long Integer => _bits;

    internal bool Boolean => _bits != 0;

    internal double Real => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>A string's bytes, one a char.</summary>
    internal string Bytes => Unsafe.As<string>(_reference)!;

    internal ListValue List => Unsafe.As<ListValue>(_reference)!;

    internal Scope Scope => Unsafe.As<Scope>(_reference)!;

    /// <summary>Of an absolute time: seconds since 1970, UTC.</summary>
    internal long Seconds => _bits;

    /// <summary>Of an absolute time: seconds east of Greenwich.</summary>
    internal int Offset => _offset;

    /// <summary>The number as a double; only where <see cref="IsNumber"/>.</summary>
    internal double Number => _kind == (byte)ValueKind.Real ? Real : _bits;

    /// <summary>Undefined and error without the mark that evaluation ended.</summary>
    internal Value Settled => IsStopped ? new Value(Kind) : this;

    /// <summary>A boolean.</summary>
    public static Value Of(bool value) => new(ValueKind.Boolean, value ? 1 : 0);

    /// <summary>An integer.</summary>
    public static Value Of(long value) => new(ValueKind.Integer, value);

    /// <summary>A real.</summary>
    public static Value Of(double value) => new(ValueKind.Real, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A string.</summary>
    public static Value Of(string value) => OfBytes(ByteText.Encode(value));

    /// <summary>A point in time, shown in the zone <paramref name="offset"/> seconds east of Greenwich.</summary>
    public static Value AbsoluteTime(long seconds, int offset = 0) => new(ValueKind.AbsoluteTime, seconds, null, offset);

    /// <summary>A span of seconds.</summary>
    public static Value RelativeTime(double seconds) => new(ValueKind.RelativeTime, BitConverter.DoubleToInt64Bits(seconds));

    internal static Value OfBytes(string bytes) => new(ValueKind.String, 0, bytes);

    internal static Value Of(ListValue list) => new(ValueKind.List, 0, list);

    internal static Value Of(Scope scope) => new(ValueKind.Ad, 0, scope);

    /// <summary>The boolean, if this is one, or a number: numbers other than 0 are true.</summary>
    public bool TryGetTruth(out bool truth)
    {
        truth = _kind == (byte)ValueKind.Real ? Real != 0 : _bits != 0;
        return IsNumber;
    }

    /// <summary>The number, if this is an integer, real or boolean (1 or 0).</summary>
    public bool TryGetNumber(out double number)
    {
        number = IsNumber ? Number : 0;
        return IsNumber;
    }

    /// <summary>The integer, if this is one.</summary>
    public bool TryGetInteger(out long integer)
    {
        integer = IsInteger ? _bits : 0;
        return IsInteger;
    }

    /// <summary>The text, if this is a string.</summary>
    public bool TryGetText(out string text)
    {
        text = IsString ? ByteText.Decode(Bytes) : "";
        return IsString;
    }

    /// <summary>The nested ad, if this is one. Names that it does not have are looked up around it as where it was found.</summary>
    public bool TryGetAd(out ClassAd? ad)
    {
        ad = IsAd ? ClassAd.Of(Scope) : null;
        return IsAd;
    }

    /// <summary>The evaluated elements, if this is a list.</summary>
    public bool TryGetElements(out IReadOnlyList<Value> elements)
    {
        elements = IsList ? List.Evaluated() : [];
        return IsList;
    }

    /// <summary>Whether type and value are the same; lists and ads only if they are the same object.</summary>
    public bool Equals(Value other) =>
        _kind == other._kind && _bits == other._bits && _offset == other._offset && (IsString ? Bytes == other.Bytes : ReferenceEquals(_reference, other._reference));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_kind, _bits, IsString ? Bytes.GetHashCode(StringComparison.Ordinal) : 0);

    /// <summary>The value as the language writes it, with the elements of lists evaluated.</summary>
    public override string ToString() => Notation.Of(this);

    /// <inheritdoc cref="Equals(Value)"/>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>The negation of ==.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);
}
