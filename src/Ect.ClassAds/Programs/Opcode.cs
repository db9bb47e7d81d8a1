namespace Ect.ClassAds.Programs;

/// <summary>
/// The instructions of a program, as contracts/src/libraries/Program.sol reads them. Operands stand before their operator; values
/// are put on the stack by the first seven, with what they carry right behind them.
/// </summary>
public enum Opcode
{
    /// <summary>The value undefined.</summary>
    Undefined = 0x00,

    /// <summary>The value error.</summary>
    Error = 0x01,

    /// <summary>The value false.</summary>
    False = 0x02,

    /// <summary>The value true.</summary>
    True = 0x03,

    /// <summary>An integer: 8 bytes, two's complement, the highest first.</summary>
    Integer = 0x04,

    /// <summary>A text: 31 bytes, filled up with zeros.</summary>
    Text = 0x05,

    /// <summary>The pool's attribute of a name in small letters: 31 bytes, filled up with zeros.</summary>
    Attribute = 0x06,

    /// <summary>!a</summary>
    Not = 0x08,

    /// <summary>-a</summary>
    Negate = 0x09,

    /// <summary>+a</summary>
    Plus = 0x0a,

    /// <summary>~a</summary>
    Complement = 0x0b,

    /// <summary>a &amp;&amp; b</summary>
    And = 0x10,

    /// <summary>a || b</summary>
    Or = 0x11,

    /// <summary>a is b</summary>
    Is = 0x12,

    /// <summary>a isnt b</summary>
    Isnt = 0x13,

    /// <summary>a ?: b</summary>
    Elvis = 0x14,

    /// <summary>a ? b : c</summary>
    If = 0x15,

    // Comparisons: 0x18 with a bit for each outcome that holds: less 1, equal 2, greater 4.

    /// <summary>a &lt; b</summary>
    Less = 0x19,

    /// <summary>a == b</summary>
    Equal = 0x1a,

    /// <summary>a &lt;= b</summary>
    LessOrEqual = 0x1b,

    /// <summary>a > b</summary>
    Greater = 0x1c,

    /// <summary>a != b</summary>
    NotEqual = 0x1d,

    /// <summary>a >= b</summary>
    GreaterOrEqual = 0x1e,

    /// <summary>a + b</summary>
    Add = 0x20,

    /// <summary>a - b</summary>
    Subtract = 0x21,

    /// <summary>a * b</summary>
    Multiply = 0x22,

    /// <summary>a / b</summary>
    Divide = 0x23,

    /// <summary>a % b</summary>
    Modulo = 0x24,

    /// <summary>a &amp; b</summary>
    BitAnd = 0x28,

    /// <summary>a | b</summary>
    BitOr = 0x29,

    /// <summary>a ^ b</summary>
    BitXor = 0x2a,

    /// <summary>a &lt;&lt; b</summary>
    ShiftLeft = 0x2b,

    /// <summary>a >> b</summary>
    ShiftRight = 0x2c,

    /// <summary>a >>> b</summary>
    ShiftRightUnsigned = 0x2d,
}
