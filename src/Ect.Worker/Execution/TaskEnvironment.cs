using System.Globalization;
using Ect.Worker.Assignments;

namespace Ect.Worker.Execution;

/// <summary>The environment variables that tell an application which task it is.</summary>
internal static class TaskEnvironment
{
    /// <summary>The request's variables and ours, which win.</summary>
    public static IReadOnlyDictionary<string, string> Of(VerifiedAssignment assignment, bool hasDataset)
    {
        var place = assignment.Place;
        var variables = new Dictionary<string, string>(assignment.Params.Env, StringComparer.Ordinal)
        {
            ["ECT_TASK_ID"] = assignment.Task.ToString(),
            ["ECT_TASK_INDEX"] = Text(place.Index),
            ["ECT_TASK_FIRST"] = Text(place.First),
            ["ECT_BAG_SIZE"] = Text(place.Size),
            ["ECT_IN"] = "/in",
            ["ECT_OUT"] = "/out",
        };
        if (hasDataset)
        {
            variables["ECT_DATASET"] = "/in/dataset";
        }

        return variables;
    }

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
