namespace Ect.Simulation.Pools;

/// <summary>Somebody with money: one purse, whatever its addresses. In gwei.</summary>
public sealed class Party(string name)
{
    public string Name => name;

    /// <summary>Can be spent. Negative: borrowed.</summary>
    public long Free { get; private set; }

    /// <summary>In escrow and stakes.</summary>
    public long Locked { get; private set; }

    /// <summary>What computing has cost it outside the hub.</summary>
    public long Spent { get; private set; }

    /// <summary>What false results, and trade elsewhere, have brought it outside the hub.</summary>
    public long Outside { get; private set; }

    /// <summary>What it has, all in all.</summary>
    public long Wealth => Free + Locked + Outside - Spent;

    internal void Lock(long amount) => (Free, Locked) = (Free - amount, Locked + amount);

    internal void Unlock(long amount) => Lock(-amount);

    internal void Pay(Party to, long amount)
    {
        Locked -= amount;
        to.Free += amount;
    }

    internal void Lose(long amount) => Locked -= amount;

    internal void Spend(long amount) => Spent += amount;

    internal void Earn(long amount) => Outside += amount;
}
