namespace Ect.Sdk.Qos;

/// <summary>A bag that has ended, in the file of earlier bags.</summary>
/// <param name="Deal">Its first deal.</param>
/// <param name="Times">tc(1 %) to tc(100 %), seconds.</param>
internal sealed record EndedBagLine(string Deal, double[] Times);
