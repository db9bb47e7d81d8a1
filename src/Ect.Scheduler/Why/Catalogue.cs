using System.Reflection;

namespace Ect.Scheduler.Why;

/// <summary>Every kind of reason that there is, from the classes that name them.</summary>
public static class Catalogue
{
    /// <summary>All of them: of tasks, of workers, of parts; each in the order of its class.</summary>
    public static IReadOnlyList<ReasonKind> All { get; } = [.. new[] { typeof(TaskReasons), typeof(WorkerReasons), typeof(ReplicaReasons) }.SelectMany(Kinds)];

    private static Dictionary<string, ReasonKind> ByCode { get; } = All.ToDictionary(kind => kind.Code);

    /// <summary>The kind of a code; null for one that this program does not know, as a newer scheduler may have it.</summary>
    public static ReasonKind? Find(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);

    private static IEnumerable<ReasonKind> Kinds(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Static).Where(property => property.PropertyType == typeof(ReasonKind)).OrderBy(property => property.MetadataToken).Select(property => (ReasonKind)property.GetValue(null)!);
}
