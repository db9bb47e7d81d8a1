using System.Threading.Channels;
using Wasmtime;

namespace Ect.Worker.Runtimes.Wasm;

/// <summary>Threads that compile, so many at a time. A compilation cannot be stopped: one that nobody waits for any more goes on, and keeps its place until it ends.</summary>
/// <param name="most">Compilations at a time; at least 1.</param>
/// <param name="time">The clock of who waits for a place.</param>
internal sealed class Compilers(int most, TimeProvider time)
{
    private const int StackBytes = 16 * 1024 * 1024;

    // What is in it compiles. Unlike a semaphore's, its end is nobody's care: a compilation may outlive the engine's owner.
    private readonly Channel<bool> places = Channel.CreateBounded<bool>(most);

    /// <summary>Waits for a place and begins to compile in it.</summary>
    /// <returns>The compilation, when it begins.</returns>
    /// <exception cref="CompilersBusyException">None became free in that time.</exception>
    public async Task<Task<Module>> BeginAsync(Func<Module> compile, TimeSpan patience)
    {
        using var late = new CancellationTokenSource(patience, time);
        try
        {
            if (!places.Writer.TryWrite(true))
            {
                await places.Writer.WriteAsync(true, late.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new CompilersBusyException(most);
        }

        return Start(compile);
    }

    private Task<Module> Start(Func<Module> compile)
    {
        var done = new TaskCompletionSource<Module>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(
            () =>
            {
                try
                {
                    done.SetResult(compile());
                }
                catch (Exception exception)
                {
                    done.SetException(exception);
                }
                finally
                {
                    places.Reader.TryRead(out _);
                }
            },
            StackBytes)
        {
            IsBackground = true,
            Name = "wasm compiler",
            Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
        return done.Task;
    }
}
