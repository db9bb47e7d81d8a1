using Ect.Cli.Frame;

namespace Ect.Cli.ClassAds;

internal static class ClassAdGroup
{
    public static EctCommand Create() => new("classad", "ClassAds, the language in which machines and jobs say what they are and want: evaluate, match, compile for contracts")
    {
        ClassAdEvalCommand.Create(),
        ClassAdMatchCommand.Create(),
        ClassAdCompileCommand.Create(),
    };
}
