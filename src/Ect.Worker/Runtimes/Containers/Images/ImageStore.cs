using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Ect.Protocol.Apps;
using Ect.Wire;
using Ect.Worker.Inputs;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>
/// Images in the engine, by digest: loaded from a verified archive or pulled from a registry, once however many tasks ask,
/// and removed again, the least recently used first, when those that this worker brought exceed its budget.
/// </summary>
internal sealed partial class ImageStore : IDisposable
{
    private const int LoadAttempts = 3;

    // Bytes a second.
    private const long SlowestLoad = 5 << 20;

    private readonly DockerClient client;
    private readonly ContainerOptions options;
    private readonly IAppContent content;
    private readonly string workerId;
    private readonly string architecture;
    private readonly string engineFolder;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ImageBook book;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<string, int> users = [];
    private readonly Dictionary<string, SemaphoreSlim> busy = [];

    public ImageStore(EngineConnection engine, ContainerOptions options, IAppContent content, string folder, string workerId, TimeProvider time, ILogger logger)
    {
        (client, this.options, this.content, this.workerId, this.time, this.logger) = (engine.Client, options, content, workerId, time, logger);
        architecture = ArchitectureOf(engine.Info.Architecture);
        engineFolder = Directory.Exists(engine.Info.DockerRootDir) ? engine.Info.DockerRootDir : Path.GetFullPath(folder);
        book = new ImageBook(Path.Combine(Directory.CreateDirectory(folder).FullName, "images.json"));
    }

    /// <summary>Gives the image, loading it if the engine lacks it.</summary>
    /// <exception cref="ImageRefusedException">It is not what its digest says, dangerous or too large.</exception>
    /// <exception cref="ImageDeclinedException">It is for another processor, or in a registry that its owner does not allow.</exception>
    /// <exception cref="InputException">It cannot be had, or is too large or another one than the manifest says.</exception>
    /// <exception cref="DockerApiException">The engine fails.</exception>
    public async Task<LoadedImage> GetAsync(ImageSource source, CancellationToken cancellationToken)
    {
        var turn = await EnterAsync(source.Digest, cancellationToken);
        try
        {
            await turn.WaitAsync(cancellationToken);
            try
            {
                var image = await FindAsync(source.Digest, cancellationToken) ?? await BringAsync(source, cancellationToken);
                await EvictAsync(cancellationToken);
                return image;
            }
            finally
            {
                turn.Release();
            }
        }
        catch
        {
            Leave(source.Digest);
            throw;
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<SemaphoreSlim> EnterAsync(string digest, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            users[digest] = users.GetValueOrDefault(digest) + 1;
            return busy.TryGetValue(digest, out var turn) ? turn : busy[digest] = new SemaphoreSlim(1, 1);
        }
        finally
        {
            gate.Release();
        }
    }

    private void Leave(string digest)
    {
        gate.Wait(CancellationToken.None);
        try
        {
            if (--users[digest] == 0)
            {
                users.Remove(digest);
                busy.Remove(digest);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The image if this worker brought it: another's image of the same name was verified by nobody.</summary>
    private async Task<LoadedImage?> FindAsync(string digest, CancellationToken cancellationToken)
    {
        if (book.Find(digest) is not { } record || await InspectAsync(record.Tag, cancellationToken) is not { } found)
        {
            return null;
        }

        await RememberAsync(digest, record with { LastUse = time.GetUtcNow() }, cancellationToken);
        return Loaded(digest, found);
    }

    private async Task<LoadedImage> BringAsync(ImageSource source, CancellationToken cancellationToken)
    {
        var tag = TagOf(source.Digest);
        var found = source.Archive is { } archive
            ? await LoadAsync(source.Digest, archive, tag, cancellationToken)
            : await PullAsync(source, ImageReference.Parse(source.Reference!), tag, cancellationToken);
        await RememberAsync(source.Digest, new ImageRecord(tag, found.Size, time.GetUtcNow()), cancellationToken);
        return Loaded(source.Digest, found);
    }

    private async Task<ImageInspectResponse> LoadAsync(string digest, string archive, string tag, CancellationToken cancellationToken)
    {
        using var file = await content.GetFileAsync("The application's image archive", archive, ContainerOptions.MaxImageBytes, cancellationToken);
        var image = ImageArchive.Open(file.Path, digest);
        CheckArchitecture(image.Config.Architecture);
        await Task.Run(() => image.Verify(ContainerOptions.MaxImageBytes, cancellationToken), cancellationToken);
        var unpacked = image.Layers.Sum(layer => layer.Length);
        LogLoading(digest, image.Layers.Count, unpacked >> 20);
        // Noted first: a load that is cut off may have been carried out, and must count.
        await RememberAsync(digest, new ImageRecord(tag, unpacked, time.GetUtcNow()), cancellationToken);

        var found = await LoadAsync(image, digest, tag, PatienceFor(unpacked), cancellationToken);
        return found.RootFS.Layers.SequenceEqual(image.Config.DiffIds)
            ? found
            : throw new IOException($"The container engine loaded other layers than those of the image {digest}.");
    }

    /// <summary>
    /// Engines that several workers give the same image at once have been seen to answer none of them for ever: one that does
    /// not answer is asked again, and may have loaded it all the same.
    /// </summary>
    private async Task<ImageInspectResponse> LoadAsync(ImageArchive image, string digest, string tag, TimeSpan patience, CancellationToken cancellationToken)
    {
        var watch = new LoadWatch();
        for (var attempt = 1; attempt <= LoadAttempts; attempt++)
        {
            using var late = new CancellationTokenSource(patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            try
            {
                await using var stream = ImageTar.Open(image, tag);
                await client.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, stream, watch, either.Token).WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                LogLoadHangs(digest, patience.TotalSeconds, attempt);
            }

            if (await InspectAsync(tag, cancellationToken) is { } found)
            {
                return found;
            }
        }

        throw watch.Error is { } error && !LoadError.IsMachines(error)
            ? new InputException(Blame.App, $"The application's image {digest} is none that the container engine loads: {error}")
            : new IOException($"The container engine did not load the image {digest} in {LoadAttempts} attempts: {watch.Error ?? "it gave no reason"}.");
    }

    private static TimeSpan PatienceFor(long bytes) => TimeSpan.FromSeconds(30 + (bytes / SlowestLoad));

    private async Task<ImageInspectResponse> PullAsync(ImageSource source, ImageReference reference, string tag, CancellationToken cancellationToken)
    {
        if (!options.Registries.Contains(reference.Registry, StringComparer.OrdinalIgnoreCase))
        {
            throw new ImageDeclinedException($"The application's image is in the registry {reference.Registry}; this worker's owner allows {(options.Registries.Count == 0 ? "none" : string.Join(", ", options.Registries))}.");
        }

        var disk = new DiskGuard(() => new DriveInfo(engineFolder).AvailableFreeSpace, options.MinFreeDiskBytes, options.MaxPullBytes, time);
        if (!disk.Holds())
        {
            throw new ImageDeclinedException($"The application's image {reference} is not pulled: {disk.Problem}.");
        }

        LogPulling(reference);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var tooLarge = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = new PullWatch(ContainerOptions.MaxImageBytes, tooLarge.Cancel, (done, total) => LogPulled(reference, done >> 20, total >> 20), time);
        var watching = disk.WatchAsync(tooLarge.Cancel, over.Token);
        try
        {
            await client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = reference.ToString() }, new AuthConfig(), watch, tooLarge.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What fills the disk may be another program: the application is not blamed for what nobody measured.
            throw disk.Problem is { } problem
                ? new ImageDeclinedException($"The application's image {reference} was not pulled to its end: {problem}.")
                : new InputException(Blame.App, $"The application's image {reference} has more than {ContainerOptions.MaxImageBytes:N0} bytes, as much as workers take.");
        }
        catch (DockerApiException e)
        {
            throw NotPulled(reference, e.StatusCode, e.Message, e);
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }

        if (watch.Error is { } error)
        {
            throw NotPulled(reference, HttpStatusCode.InternalServerError, error, null);
        }

        var found = await InspectAsync(reference.ToString(), cancellationToken) ?? throw new IOException($"The container engine pulled {reference} and does not know it.");
        await client.Images.TagImageAsync(found.ID, new ImageTagParameters { RepositoryName = tag[..tag.LastIndexOf(':')], Tag = tag[(tag.LastIndexOf(':') + 1)..], Force = true }, cancellationToken);
        await RemoveNameAsync(reference.ToString(), cancellationToken);
        if (found.Size > ContainerOptions.MaxImageBytes)
        {
            await RemoveNameAsync(tag, cancellationToken);
            throw new InputException(Blame.App, $"The application's image {reference} unpacks to {found.Size:N0} bytes; workers take {ContainerOptions.MaxImageBytes:N0}.");
        }

        if (source.Digest != reference.Digest && source.Digest != found.ID)
        {
            await RemoveNameAsync(tag, cancellationToken);
            throw new InputException(Blame.App, $"The image that {reference} names has the id {found.ID}; the application's manifest says {source.Digest}.");
        }

        CheckArchitecture(found.Architecture);
        return found;
    }

    // What engines say of an image is their own word, not a verdict that workers share: no result comes of it.
    private Exception NotPulled(ImageReference reference, HttpStatusCode status, string message, Exception? inner)
    {
        if (message.Contains("no matching manifest", StringComparison.Ordinal) || message.Contains("no match for platform", StringComparison.Ordinal))
        {
            return new ImageDeclinedException($"The application's image {reference} has no variant for the processor {architecture} of this worker.", inner);
        }

        var missing = status == HttpStatusCode.NotFound || message.Contains("manifest unknown", StringComparison.Ordinal) || message.Contains("not found", StringComparison.Ordinal) || message.Contains("access denied", StringComparison.Ordinal);
        return new InputException(missing ? Blame.App : Blame.Network, $"The application's image {reference} cannot be pulled: {message}", inner);
    }

    private void CheckArchitecture(string wanted)
    {
        if (wanted != architecture)
        {
            throw new ImageDeclinedException($"The application's image is for the processor {wanted}; this worker has {architecture}.");
        }
    }

    private LoadedImage Loaded(string digest, ImageInspectResponse found) => new(
        found.ID,
        [.. found.Config?.Env ?? []],
        [.. found.Config?.Volumes?.Keys ?? []],
        found.Config is { Entrypoint.Count: > 0 } or { Cmd.Count: > 0 },
        () => Leave(digest));

    private async Task RememberAsync(string digest, ImageRecord record, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            book.Put(digest, record);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task EvictAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            while (book.Bytes > options.ImageBudgetBytes && book.Oldest(digest => !users.ContainsKey(digest)) is var (digest, record))
            {
                // Under the gate: a task that asks for it now must find it gone, not half gone.
                await RemoveNameAsync(record.Tag, cancellationToken);
                book.Remove(digest);
                LogEvicted(digest, record.Bytes >> 20);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task RemoveNameAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await client.Images.DeleteImageAsync(name, new ImageDeleteParameters(), cancellationToken);
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // Gone already, or somebody else runs it: then it is theirs.
        }
    }

    private async Task<ImageInspectResponse?> InspectAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Images.InspectImageAsync(name, cancellationToken);
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }

    private string TagOf(string digest) => $"localhost/ect-worker-{workerId}:{digest["sha256:".Length..]}";

    private static string ArchitectureOf(string machine) => machine switch
    {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        _ => machine,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Image {Digest}: the engine has not loaded it within {Seconds:F0} s, attempt {Attempt}")]
    private partial void LogLoadHangs(string digest, double seconds, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Image {Digest}: loading {Layers} layers, {MiB} MiB")]
    private partial void LogLoading(string digest, int layers, long miB);

    [LoggerMessage(Level = LogLevel.Information, Message = "Image {Reference}: pulling")]
    private partial void LogPulling(ImageReference reference);

    [LoggerMessage(Level = LogLevel.Information, Message = "Image {Reference}: {DoneMiB} of {TotalMiB} MiB")]
    private partial void LogPulled(ImageReference reference, long doneMiB, long totalMiB);

    [LoggerMessage(Level = LogLevel.Information, Message = "Image {Digest} of {MiB} MiB removed, the images are over their budget")]
    private partial void LogEvicted(string digest, long miB);
}
