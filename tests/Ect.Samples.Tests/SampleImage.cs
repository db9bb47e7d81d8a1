using System.Diagnostics;
using Ect.Testing;

namespace Ect.Samples.Tests;

/// <summary>Builds the image of a sample with its own script.</summary>
internal static class SampleImage
{
    /// <summary>Builds an archive. A test whose tools are missing is skipped, or fails in CI.</summary>
    /// <param name="sample">The sample's folder.</param>
    /// <param name="archive">Where the archive goes.</param>
    /// <param name="tools">Programs that the script copies or calls.</param>
    public static async Task BuildAsync(string sample, string archive, params string[] tools)
    {
        var engine = await ContainerEngine.AddressAsync();
        foreach (var tool in tools.Append("docker"))
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
        var errors = await script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        script.ExitCode.Should().Be(0, errors);
    }
}
