using Ect.Cli.Frame;

namespace Ect.Cli.Roles.Systemd;

/// <summary>Where a worker's unit and what belongs to it are.</summary>
/// <param name="IsSystem">For the machine; else for the user.</param>
/// <param name="Name">The unit's name without its ending.</param>
/// <param name="UnitFile">The unit.</param>
/// <param name="PasswordFile">The wallet's password, for systemd alone.</param>
/// <param name="Home">The worker's home folder, as --home means it.</param>
internal sealed record UnitPlace(bool IsSystem, string Name, string UnitFile, string PasswordFile, string Home)
{
    private const string Root = "ECT_INSTALL_ROOT";

    /// <summary>Who talks to systemd about it.</summary>
    public string Systemctl => IsSystem ? "sudo systemctl" : "systemctl --user";

    /// <summary>Who reads its log.</summary>
    public string Journal => IsSystem ? $"journalctl -u {Name} -f" : $"journalctl --user -u {Name} -f";

    /// <summary>The place that a command line means.</summary>
    public static UnitPlace Of(CliContext context, bool isSystem, string name)
    {
        // For tests and for those who build packages: what would lie under / lies there.
        var root = context.NonEmpty(Root) ?? "/";
        var user = context.NonEmpty("XDG_CONFIG_HOME") ?? Path.Combine(context.NonEmpty("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
        return isSystem
            ? new(true, name, Path.Combine(root, "etc/systemd/system", $"{name}.service"), Path.Combine(root, "etc/ect", $"{name}.password"), Path.Combine(root, "var/lib", name))
            : new(false, name, Path.Combine(user, "systemd/user", $"{name}.service"), Path.Combine(context.Home.Path, "units", $"{name}.password"), context.Home.Path);
    }
}
