using Ect.ClassAds.Text;

namespace Ect.ClassAds.Syntax;

internal static class SpecialNames
{
    private static readonly Dictionary<string, SpecialName> All = new(AsciiIgnoreCase.Instance)
    {
        ["toplevel"] = SpecialName.Root,
        ["root"] = SpecialName.Root,
        ["self"] = SpecialName.Self,
        ["parent"] = SpecialName.Parent,
        ["my"] = SpecialName.My,
        ["currenttime"] = SpecialName.CurrentTime,
    };

    public static SpecialName Of(string name) => All.GetValueOrDefault(name);
}
