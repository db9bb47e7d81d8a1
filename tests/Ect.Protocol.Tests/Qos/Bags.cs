using Ect.Protocol.Qos;

namespace Ect.Protocol.Tests.Qos;

internal static class Bags
{
    /// <summary>A bag of which each task was assigned and completed at the given times; null for what has not happened.</summary>
    public static BagProgress Of(int tasks, Func<int, double?> assigned, Func<int, double?> completed)
    {
        var bag = new BagProgress(tasks);
        var events = Enumerable.Range(0, tasks).SelectMany(task => new[] { (Task: task, At: assigned(task), Ends: false), (Task: task, At: completed(task), Ends: true) });
        foreach (var (task, at, ends) in events.Where(happened => happened.At is not null).OrderBy(happened => happened.At).ThenBy(happened => happened.Ends))
        {
            _ = ends ? bag.Complete(task, at!.Value) : bag.Assign(task, at!.Value);
        }

        return bag;
    }

    /// <summary>A bag of 100 tasks: 95 at an even pace of one a second, the others at the end.</summary>
    public static BagCurve Curve(double total, double pace = 1) => BagCurve.Of(Of(100, _ => 0, task => task < 95 ? (task + 1) * pace : total))!;
}
