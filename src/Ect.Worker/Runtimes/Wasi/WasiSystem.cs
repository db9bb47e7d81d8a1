using System.Buffers.Binary;
using Wasmtime;

namespace Ect.Worker.Runtimes.Wasi;

/// <summary>
/// WASI preview 1 for one process, on a run's own tree, clock and generator: an application sees nothing of the machine.
/// Structures and their offsets are those of the WASI preview 1 witx definitions.
/// </summary>
internal sealed partial class WasiSystem : IDisposable
{
    private const ulong CallFuel = 10_000;

    private readonly DescriptorTable _descriptors = new();
    private readonly RunState _state;
    private readonly byte[][] _arguments;
    private readonly byte[][] _environment;
    private readonly Store _store;
    private readonly ulong _startFuel;
    private readonly CancellationToken _stop;
    private Memory? _memory;

    public WasiSystem(Store store, RunRequest request, RunState state, CancellationToken stop)
    {
        _store = store;
        _startFuel = store.Fuel;
        _state = state;
        _stop = stop;
        _arguments = [.. request.Arguments.Prepend("app").Select(ZeroEnded)];
        _environment = [.. request.Environment
            .OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => ZeroEnded($"{variable.Key}={variable.Value}"))];
        _descriptors.Add(new StreamDescriptor(null));
        _descriptors.Add(new StreamDescriptor(state.Output));
        _descriptors.Add(new StreamDescriptor(state.Error));
        _descriptors.Add(new FolderDescriptor(state.Input, "/in"));
        _descriptors.Add(new FolderDescriptor(state.OutputRoot, "/out"));
        if (state.Checkpoint is { } checkpoint)
        {
            _descriptors.Add(new FolderDescriptor(checkpoint.Root, "/checkpoint"));
        }
    }

    /// <summary>The application's memory; to be set before its first instruction.</summary>
    public Memory Memory
    {
        get => _memory ?? throw new AppStoppedException(
            AppFailure.Malformed, "The module calls the system from its start section; call it from _start instead.");
        set => _memory = value;
    }

    public void Dispose() => _descriptors.Dispose();

    private static byte[] ZeroEnded(string text) => [.. System.Text.Encoding.UTF8.GetBytes(text), 0];

    /// <summary>Begins every call: calls are not free, so that a loop of calls ends as any other loop.</summary>
    private void Enter()
    {
        _stop.ThrowIfCancellationRequested();
        Charge(CallFuel);
    }

    private void Charge(ulong fuel)
    {
        var left = _store.Fuel;
        _store.Fuel = left > fuel ? left - fuel : 0;
        if (left < fuel)
        {
            throw new OutOfFuelException();
        }
    }

    private Span<byte> Bytes(int address, int length)
    {
        var memory = Memory;
        if ((uint)address + (long)(uint)length > memory.GetLength())
        {
            throw new AppStoppedException(
                AppFailure.Trap, "The application crashed: it passed the system a pointer outside of its memory.");
        }

        return memory.GetSpan((uint)address, length);
    }

    /// <summary>The n-th buffer of a list of buffers.</summary>
    private Span<byte> Buffer(int list, int index)
    {
        var entry = Bytes(list + (8 * index), 8);
        return Bytes(BinaryPrimitives.ReadInt32LittleEndian(entry), BinaryPrimitives.ReadInt32LittleEndian(entry[4..]));
    }

    private void Write32(int address, int value) => BinaryPrimitives.WriteInt32LittleEndian(Bytes(address, 4), value);

    private void Write64(int address, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Bytes(address, 8), value);
}
