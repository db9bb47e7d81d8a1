using Ect.ClassAds.Text;

namespace Ect.ClassAds.Functions;

/// <summary>All built-in functions.</summary>
internal static class FunctionTable
{
    private static readonly Dictionary<string, Function> All = new(AsciiIgnoreCase.Instance)
    {
        ["isUndefined"] = Predicates.IsUndefined,
        ["isError"] = Predicates.IsError,
        ["isString"] = Predicates.IsString,
        ["isInteger"] = Predicates.IsInteger,
        ["isReal"] = Predicates.IsReal,
        ["isBoolean"] = Predicates.IsBoolean,
        ["isList"] = Predicates.IsList,
        ["isClassAd"] = Predicates.IsClassAd,
        ["isAbsTime"] = Predicates.IsAbsTime,
        ["isRelTime"] = Predicates.IsRelTime,

        ["member"] = Lists.Member,
        ["identicalMember"] = Lists.IdenticalMember,
        ["size"] = Lists.Size,
        ["sum"] = Lists.Sum,
        ["avg"] = Lists.Average,
        ["min"] = Lists.Min,
        ["max"] = Lists.Max,
        ["anyCompare"] = Lists.AnyCompare,
        ["allCompare"] = Lists.AllCompare,

        ["time"] = Clock.Time,
        ["currentTime"] = Clock.CurrentTime,
        ["timeZoneOffset"] = Clock.TimeZoneOffset,
        ["dayTime"] = Clock.DayTime,
        ["getYear"] = TimeFields.Get,
        ["getMonth"] = TimeFields.Get,
        ["getDayOfYear"] = TimeFields.Get,
        ["getDayOfMonth"] = TimeFields.Get,
        ["getDayOfWeek"] = TimeFields.Get,
        ["getDays"] = TimeFields.Get,
        ["getHours"] = TimeFields.Get,
        ["getMinutes"] = TimeFields.Get,
        ["getSeconds"] = TimeFields.Get,
        ["splitTime"] = TimeFields.Split,
        ["formatTime"] = TimeFormat.Format,
        ["absTime"] = Clock.AbsTime,
        ["relTime"] = Clock.RelTime,

        ["strcat"] = Strings.Strcat,
        ["join"] = Strings.Join,
        ["toUpper"] = Strings.ToUpper,
        ["toLower"] = Strings.ToLower,
        ["substr"] = Strings.Substr,
        ["strcmp"] = Strings.Strcmp,
        ["stricmp"] = Strings.Stricmp,
        ["split"] = Splitting.Split,
        ["splitUserName"] = Splitting.SplitUserName,
        ["splitSlotName"] = Splitting.SplitSlotName,

        ["versioncmp"] = Versions.Compare,
        ["versionLE"] = Versions.LessOrEqual,
        ["versionLT"] = Versions.Less,
        ["versionGE"] = Versions.GreaterOrEqual,
        ["versionGT"] = Versions.Greater,
        ["versionEQ"] = Versions.Equal,
        ["version_in_range"] = Versions.InRange,

        ["regexp"] = Patterns.Matches,
        ["regexpMember"] = Patterns.MatchesMember,
        ["regexps"] = Patterns.Substitute,
        ["replace"] = Patterns.Replace,
        ["replaceAll"] = Patterns.ReplaceAll,

        ["int"] = Conversions.Int,
        ["real"] = Conversions.Real,
        ["string"] = Conversions.String,
        ["bool"] = Conversions.Bool,

        ["floor"] = Arithmetics.Floor,
        ["ceil"] = Arithmetics.Ceiling,
        ["ceiling"] = Arithmetics.Ceiling,
        ["round"] = Arithmetics.Round,
        ["pow"] = Arithmetics.Pow,
        ["quantize"] = Arithmetics.Quantize,
        ["random"] = Arithmetics.Random,

        ["ifThenElse"] = Control.IfThenElse,
        ["interval"] = Control.Interval,
        ["eval"] = Control.Eval,
        ["debug"] = Control.Debug,
        ["unparse"] = Control.Unparse,
        ["unresolved"] = References.Unresolved,
        ["evalInEachContext"] = Contexts.EvalInEachContext,
        ["countMatches"] = Contexts.CountMatches,

        ["stringListSize"] = StringLists.Size,
        ["stringListSum"] = StringListNumbers.Sum,
        ["stringListAvg"] = StringListNumbers.Average,
        ["stringListMin"] = StringListNumbers.Min,
        ["stringListMax"] = StringListNumbers.Max,
        ["stringListMember"] = StringLists.Member,
        ["stringListIMember"] = StringLists.IMember,
        ["stringListSubsetMatch"] = StringLists.SubsetMatch,
        ["stringListISubsetMatch"] = StringLists.ISubsetMatch,
        ["stringListsIntersect"] = StringLists.Intersect,
        ["stringList_regexpMember"] = StringLists.RegexpMember,

        ["userHome"] = Machine.UserHome,
        ["userMap"] = Machine.UserMap,
        ["argsToList"] = ArgumentLists.ToList,
        ["listToArgs"] = ArgumentLists.FromList,
        ["mergeEnvironment"] = Environments.Merge,
        ["envV1ToV2"] = Environments.FromOld,
    };

    public static IEnumerable<string> Names => All.Keys;

    public static Function? Find(string name) => All.GetValueOrDefault(name);
}
