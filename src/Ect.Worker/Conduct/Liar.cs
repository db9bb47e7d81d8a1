using Ect.Ethereum;

namespace Ect.Worker.Conduct;

/// <summary>
/// The adversary: changes one byte of a finished result, chosen by a seed, the worker and the task. The same liar tells the
/// same lie again after a restart; two liars with one seed tell different ones, so that they do not outvote an honest worker.
/// </summary>
internal static class Liar
{
    /// <summary>Alters the result in this folder. A result without a single byte gets a new file.</summary>
    public static void Alter(string folder, int seed, Address worker, Bytes32 task)
    {
        var dice = Keccak256.Hash([.. BitConverter.GetBytes(seed), .. worker.ToBytes(), .. task.ToBytes()]).ToBytes();
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length > 0)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (files.Count == 0)
        {
            File.WriteAllBytes(Path.Combine(folder, "result.txt"), dice);
            return;
        }

        var chosen = files[(int)(BitConverter.ToUInt32(dice, 0) % files.Count)];
        using var stream = new FileStream(chosen, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = (long)(BitConverter.ToUInt64(dice, 4) % (ulong)stream.Length);
        var old = (byte)stream.ReadByte();
        stream.Position--;
        // Never zero, so that the byte does change.
        stream.WriteByte((byte)(old ^ (1 + (dice[12] % 255))));
    }
}
