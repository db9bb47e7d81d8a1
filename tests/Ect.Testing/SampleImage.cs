using System.Diagnostics;

namespace Ect.Testing;

/// <summary>Builds the image of a sample with its own script.</summary>
public static class SampleImage
{
    /// <summary>Builds an archive. A test whose tools are missing is skipped, or fails in CI.</summary>
    /// <param name="sample">The sample's folder.</param>
    /// <param name="archive">Where the archive goes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task BuildAsync(string sample, string archive, CancellationToken cancellationToken)
    {
        var engine = await ContainerEngine.AddressAsync();
        foreach (var tool in new[] { "docker", "busybox", "ffmpeg" })
        {
            if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, tool))))
            {
                ContainerEngine.SkipOrFail($"The program {tool} is missing: install docker.io, busybox-static and ffmpeg.");
            }
        }

        using var script = Process.Start(new ProcessStartInfo(RepositoryRoot.File("samples", sample, "build.sh"), [archive])
        {
            RedirectStandardError = true,
            Environment = { ["DOCKER_HOST"] = engine.OriginalString },
        })!;
        var errors = await script.StandardError.ReadToEndAsync(cancellationToken);
        await script.WaitForExitAsync(cancellationToken);
        if (script.ExitCode != 0)
        {
            throw new InvalidOperationException($"samples/{sample}/build.sh failed:\n{errors}");
        }
    }
}
