using Ect.Cli.Frame;

namespace Ect.Cli.Roles;

internal static class ContentGroup
{
    public static EctCommand Create() => new("content", "Run a content store") { ContentStartCommand.Create() };
}
