using Ect.ClassAds.Text;

namespace Ect.ClassAds.Compiling;

/// <summary>
/// Functions whose value depends on their arguments alone, and that make no strings longer than these: the limits of an evaluation,
/// which count over a whole expression, are then never reached by a small one.
/// </summary>
internal static class PureFunctions
{
    private static readonly HashSet<string> Names = new(AsciiIgnoreCase.Instance)
    {
        "isUndefined", "isError", "isString", "isInteger", "isReal", "isBoolean", "isList", "isClassAd", "isAbsTime", "isRelTime",
        "member", "identicalMember", "size", "sum", "avg", "min", "max", "anyCompare", "allCompare",
        "toUpper", "toLower", "substr", "strcmp", "stricmp",
        "versioncmp", "versionLE", "versionLT", "versionGE", "versionGT", "versionEQ", "version_in_range",
        "regexp", "regexpMember", "int", "real", "string", "bool", "floor", "ceil", "ceiling", "round", "pow", "quantize",
        "ifThenElse", "interval", "relTime", "getYear", "getMonth", "getDayOfYear", "getDayOfMonth", "getDayOfWeek", "getDays", "getHours", "getMinutes", "getSeconds",
        "stringListSize", "stringListSum", "stringListAvg", "stringListMin", "stringListMax", "stringListMember", "stringListIMember",
        "stringListSubsetMatch", "stringListISubsetMatch", "stringListsIntersect", "stringList_regexpMember",
    };

    public static bool Contains(string name) => Names.Contains(name);
}
