using Ect.ClassAds.Values;

namespace Ect.ClassAds.Parsing;

/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Value">Of a literal.</param>
/// <param name="Text">A name; of a bad token what is wrong with it.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int Length, Value Value = default, string Text = "");
