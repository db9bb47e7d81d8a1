using System.Diagnostics;
using System.Globalization;
using Ect.Worker.Preferences;

namespace Ect.Worker.Machine.Sensors;

/// <summary>
/// What the desktop says of its user, through systemd's logind: since when all sessions are idle. A film that keeps the
/// screen on counts as use. Silent where there is no logind or nobody has logged in.
/// </summary>
internal sealed class DesktopSession(TimeProvider time)
{
    private const string Program = "loginctl";

    // A program is started for it: seldom.
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private DateTimeOffset? askedAt;
    private bool isAbsent;
    private MachineUse? last;

    public async Task<MachineUse?> LastAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!isAbsent && !(now - askedAt < s_period))
        {
            askedAt = now;
            var answer = await AskAsync(["show-session", "--property=IdleHint", "--property=IdleSinceHint"], cancellationToken);
            last = Parse(answer, IsSilent(answer) ? await TypesAsync(cancellationToken) : "", now) ?? last;
        }

        return last;
    }

    /// <summary>What logind's answer means: in use now, or last used when the idling began. Null without a session that tells.</summary>
    /// <param name="answer">Idle or not, and since when.</param>
    /// <param name="types">The types of all sessions, if the answer does not say since when.</param>
    /// <param name="now">The time.</param>
    internal static MachineUse? Parse(string answer, string types, DateTimeOffset now)
    {
        var lines = answer.Split('\n', StringSplitOptions.TrimEntries).Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        var since = lines.TryGetValue("IdleSinceHint", out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) ? microseconds : 0;
        return lines.GetValueOrDefault("IdleHint") switch
        {
            // A desktop that was never idle, or never tells. Sessions without screen and terminal say "no" for ever, too.
            "no" when since > 0 || types.Split('\n').Any(IsDesktop) => new(now, "the desktop says that somebody is there"),
            "yes" when since > 0 => new(DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(since), "the desktop was used"),
            _ => null,
        };
    }

    private static bool IsSilent(string answer) => answer.Contains("IdleHint=no", StringComparison.Ordinal) && answer.Contains("IdleSinceHint=0\n", StringComparison.Ordinal);

    private static bool IsDesktop(string line) => line.Trim() is "Type=x11" or "Type=wayland" or "Type=mir";

    private async Task<string> TypesAsync(CancellationToken cancellationToken)
    {
        var sessions = (await AskAsync(["list-sessions", "--no-legend"], cancellationToken)).Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()).OfType<string>().ToList();
        return sessions.Count == 0 ? "" : await AskAsync(["show-session", "--property=Type", "--", .. sessions], cancellationToken);
    }

    private async Task<string> AskAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
            try
            {
                var answer = await process.StandardOutput.ReadToEndAsync(either.Token);
                await process.WaitForExitAsync(either.Token);
                return process.ExitCode == 0 ? answer : "";
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            isAbsent = true;
            return "";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "";
        }
    }
}
