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
        foreach (var tool in new[] { "docker", "busybox", "ffmpeg", "blastp" })
        {
            if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, tool))))
            {
                ContainerEngine.SkipOrFail($"The program {tool} is missing: install docker.io, busybox-static, ffmpeg and ncbi-blast+.");
            }
        }

        await RunAsync(engine, RepositoryRoot.File("samples", sample, "build.sh"), [archive], cancellationToken);
    }

    /// <summary>Removes what workers loaded into the engine; every build gives an image another digest.</summary>
    /// <param name="digest">The image's id.</param>
    public static async Task RemoveAsync(string digest) =>
        await RunAsync(await ContainerEngine.AddressAsync(), "docker", ["rmi", "--force", digest], CancellationToken.None);

    private static async Task RunAsync(Uri engine, string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOCKER_HOST"] = engine.OriginalString },
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await output;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed:\n{errors}");
        }
    }
}
