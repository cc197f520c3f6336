namespace SupplyChain;

/// <summary>How a command ended, in the four ways a pipeline has to tell apart.</summary>
public enum ExitCode
{
    /// <summary>Everything asked for holds.</summary>
    Pass = 0,

    /// <summary>The evidence says no: a finding at or over the threshold, not signed, policy violated.</summary>
    Deny = 1,

    /// <summary>The command line or a configuration file is wrong; nothing was tried.</summary>
    Usage = 2,

    /// <summary>No answer could be found: a registry, network or tool failed, or evidence is malformed. Worth a retry.</summary>
    Undetermined = 3,
}
