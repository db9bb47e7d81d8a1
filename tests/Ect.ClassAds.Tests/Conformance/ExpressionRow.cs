using Ect.ClassAds.Values;

namespace Ect.ClassAds.Tests.Conformance;

internal sealed record ExpressionRow(string Text, string Expected, string Context, string Category, string Stability, string Old)
{
    public static ExpressionRow Of(string line)
    {
        var cells = line.Split('\t');
        return new(cells[0], cells[1], Cell(2), Cell(3), Cell(4), Cell(6));

        string Cell(int i) => cells.Length > i ? cells[i] : "";
    }

    public string Answer(EvaluationOptions options)
    {
        if (!Expression.TryParse(Text, out var expression, out _, options))
        {
            return "PARSE_ERROR";
        }

        var context = Context.Length == 0 ? ClassAd.Empty : ClassAd.Parse(Context, options);
        Value value = expression!.Evaluate(context, options);
        return value.ToString();
    }
}
