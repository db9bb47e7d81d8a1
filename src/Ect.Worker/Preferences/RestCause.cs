namespace Ect.Worker.Preferences;

/// <summary>Why a worker rests.</summary>
public enum RestCause
{
    /// <summary>Its owner told it to.</summary>
    ByHand = 1,

    /// <summary>It is outside the hours that its owner set.</summary>
    OutsideHours,

    /// <summary>The machine runs on battery, or did a minute ago.</summary>
    OnBattery,

    /// <summary>Somebody uses the machine, or did a short time ago.</summary>
    InUse,

    /// <summary>Less of the disk is free than its owner wants to keep.</summary>
    DiskFull,
}
