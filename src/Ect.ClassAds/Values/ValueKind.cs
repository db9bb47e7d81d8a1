namespace Ect.ClassAds.Values;

/// <summary>The types of the language.</summary>
public enum ValueKind
{
    /// <summary>An attribute is missing; most operators pass it on.</summary>
    Undefined,

    /// <summary>A wrong type, a division by zero, an exhausted limit.</summary>
    Error,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>64 bits, signed, wraps.</summary>
    Integer,

    /// <summary>A double.</summary>
    Real,

    /// <summary>Bytes, shown as UTF-8.</summary>
    String,

    /// <summary>Seconds since 1970 in UTC, with the offset of the time zone in which they are shown.</summary>
    AbsoluteTime,

    /// <summary>A span of seconds.</summary>
    RelativeTime,

    /// <summary>A list; its elements are evaluated when they are asked for.</summary>
    List,

    /// <summary>A nested ad.</summary>
    Ad,
}
