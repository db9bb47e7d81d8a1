using System.Text;
using Ect.Sdk.Errors;

namespace Ect.Cli.Roles.Systemd;

/// <summary>The systemd unit of a worker: least rights, least priority, no secret in its arguments. Pure.</summary>
/// <param name="Name">The unit's name without its ending; for the machine also that of the folder with its state.</param>
/// <param name="Program">The program `ect`.</param>
/// <param name="Arguments">After `worker start`.</param>
/// <param name="Data">The worker's data folder.</param>
/// <param name="PasswordFile">The file of the wallet's password, which systemd hands to the worker alone; null if it needs none.</param>
/// <param name="IsSystem">For the machine, under an account of its own; else for the user who installs it.</param>
/// <param name="UsesDocker">Whether the account of its own may use Docker.</param>
internal sealed record WorkerUnit(string Name, string Program, IReadOnlyList<string> Arguments, string Data, string? PasswordFile, bool IsSystem, bool UsesDocker = false)
{
    /// <summary>Name of the credential under which the worker finds its password.</summary>
    private const string Credential = "wallet-password";

    // systemd ignores keys that begin so: it is for `ect worker uninstall`.
    private const string DataKey = "X-EctData=";

    /// <summary>The data folder of the worker that a unit's text runs; null if it names none.</summary>
    public static string? DataOf(string text) => text.Split('\n').FirstOrDefault(line => line.StartsWith(DataKey, StringComparison.Ordinal))?[DataKey.Length..];

    /// <exception cref="EctException">A value has a line break or another control character in it.</exception>
    public override string ToString()
    {
        var text = new StringBuilder();
        Section(
            "Unit",
            "Description=ECT worker: computes for a pool when this machine is free",
            "Documentation=man:systemd.exec(5)",
            "Wants=network-online.target",
            "After=network-online.target",
            "StartLimitIntervalSec=0");
        Section("Service", [.. Service(), .. IsSystem && UsesDocker ? ["SupplementaryGroups=docker"] : Array.Empty<string>(), .. IsSystem ? ["DynamicUser=yes", $"StateDirectory={Name}", .. Confinement] : Array.Empty<string>()]);
        Section("Install", IsSystem ? "WantedBy=multi-user.target" : "WantedBy=default.target");
        return text.ToString().TrimEnd() + "\n";

        void Section(string name, params IEnumerable<string> lines)
        {
            text.Append('[').Append(name).Append("]\n");
            foreach (var line in lines)
            {
                text.Append(line).Append('\n');
            }

            text.Append('\n');
        }
    }

    private IEnumerable<string> Service()
    {
        IEnumerable<string> command = [Program, "worker", "start", .. Arguments, "--data", Data];
        var line = string.Join(' ', command.Select(Quote));
        if (PasswordFile is not null)
        {
            line += $" --password-file %d/{Credential}";
            yield return $"LoadCredential={Credential}:{Checked(PasswordFile).Replace("%", "%%", StringComparison.Ordinal)}";
        }

        yield return $"ExecStart={line}";
        yield return DataKey + Data;

        // Whatever it failed at: contributions under way hang on its coming back, and a bond, a node or a file may be mended meanwhile.
        yield return "Restart=on-failure";
        yield return "RestartSec=60";
        yield return "KillMode=mixed";
        yield return "TimeoutStopSec=60";

        // Whoever sits at the machine comes first, also before the worker notices him. But something is always left to it: stakes hang on
        // what it does while others use the machine, so the idle classes, which may starve it, are not for it.
        yield return "Nice=19";
        yield return "CPUWeight=5";
        yield return "IOSchedulingClass=best-effort";
        yield return "IOSchedulingPriority=7";
        yield return "IOWeight=5";
        yield return "OOMScoreAdjust=500";
        yield return "NoNewPrivileges=yes";
        yield return "LockPersonality=yes";
        yield return "RestrictRealtime=yes";
        yield return "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK";
        yield return "SystemCallArchitectures=native";
        yield return "UMask=0077";
    }

    // For the machine alone: a user's manager may not make name spaces everywhere. Memory must be writable and then
    // executable, because applications are compiled; /dev and /proc are looked at to see whether somebody is there.
    private static readonly IReadOnlyList<string> Confinement =
    [
        "StateDirectoryMode=0700",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateTmp=yes",
        "DevicePolicy=closed",
        "ProtectClock=yes",
        "ProtectHostname=yes",
        "ProtectKernelLogs=yes",
        "ProtectKernelModules=yes",
        "ProtectKernelTunables=yes",
        "ProtectControlGroups=yes",
        "RestrictNamespaces=yes",
        "RestrictSUIDSGID=yes",
        "CapabilityBoundingSet=",
        "SystemCallFilter=@system-service",
        "SystemCallErrorNumber=EPERM",
    ];

    /// <summary>A word of a command line as systemd reads it.</summary>
    internal static string Quote(string word)
    {
        var text = Checked(word).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal);
        return text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.' or ':' or '=' or '%' or ',' or '+') ? text : $"\"{text}\"";
    }

    // A line break would begin a setting of its own.
    private static string Checked(string value) => value.Any(char.IsControl)
        ? throw new EctException(ErrorCode.InvalidValue, $"'{string.Concat(value.Select(c => char.IsControl(c) ? $"\\x{(int)c:x2}" : $"{c}"))}' has a control character in it, which a systemd unit cannot hold.", "Use another name or folder, without line breaks.")
        : value;
}
