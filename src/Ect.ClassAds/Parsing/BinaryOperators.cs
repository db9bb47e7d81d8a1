using Ect.ClassAds.Syntax;

namespace Ect.ClassAds.Parsing;

/// <summary>The binary operators, with how strongly they bind.</summary>
internal static class BinaryOperators
{
    public static (BinaryOperator Operator, int Precedence)? Of(TokenKind kind) => kind switch
    {
        TokenKind.Or => (BinaryOperator.Or, 1),
        TokenKind.And => (BinaryOperator.And, 2),
        TokenKind.BitOr => (BinaryOperator.BitOr, 3),
        TokenKind.BitXor => (BinaryOperator.BitXor, 4),
        TokenKind.BitAnd => (BinaryOperator.BitAnd, 5),
        TokenKind.Equal => (BinaryOperator.Equal, 6),
        TokenKind.NotEqual => (BinaryOperator.NotEqual, 6),
        TokenKind.Is => (BinaryOperator.Is, 6),
        TokenKind.Isnt => (BinaryOperator.Isnt, 6),
        TokenKind.Less => (BinaryOperator.Less, 7),
        TokenKind.LessOrEqual => (BinaryOperator.LessOrEqual, 7),
        TokenKind.Greater => (BinaryOperator.Greater, 7),
        TokenKind.GreaterOrEqual => (BinaryOperator.GreaterOrEqual, 7),
        TokenKind.ShiftLeft => (BinaryOperator.ShiftLeft, 8),
        TokenKind.ShiftRight => (BinaryOperator.ShiftRight, 8),
        TokenKind.ShiftRightUnsigned => (BinaryOperator.ShiftRightUnsigned, 8),
        TokenKind.Plus => (BinaryOperator.Add, 9),
        TokenKind.Minus => (BinaryOperator.Subtract, 9),
        TokenKind.Multiply => (BinaryOperator.Multiply, 10),
        TokenKind.Divide => (BinaryOperator.Divide, 10),
        TokenKind.Modulo => (BinaryOperator.Modulo, 10),
        _ => null,
    };
}
