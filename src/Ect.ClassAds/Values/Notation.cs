using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Syntax;

namespace Ect.ClassAds.Values;

/// <summary>How the answer to an expression is shown: as source, with the elements of lists evaluated, and EVAL_FAIL where there was nothing to evaluate.</summary>
internal static class Notation
{
    private const int Deepest = 200;
    private const int Longest = 1 << 24;

    // All elements of all lists together.
    private static readonly EvaluationOptions Enough = new() { Limits = new() { Steps = 10_000_000 } };

    public static string Of(Value value)
    {
        var writer = new SourceWriter(Longest);
        Write(writer, value, new Run(Enough), 0);
        return writer.IsFull ? "error" : writer.ToString();
    }

    private static void Write(SourceWriter writer, Value value, Run run, int depth)
    {
        if (value.IsUndefined && value.IsStopped)
        {
            writer.Add("EVAL_FAIL");
            return;
        }

        if (!value.IsList || depth > Deepest)
        {
            writer.Value(value);
            return;
        }

        writer.Add("{");
        var first = true;
        foreach (var element in value.List.Elements)
        {
            if (writer.IsFull)
            {
                return;
            }

            writer.Add(first ? " " : ", ");
            Write(writer, run.Resume(element, value.List.Home).Settled, run, depth + 1);
            first = false;
        }

        writer.Add(" }");
    }
}
