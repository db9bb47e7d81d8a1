namespace Ect.ClassAds.Syntax;

internal enum UnaryOperator
{
    Plus,
    Minus,
    Not,
    Complement,
}
