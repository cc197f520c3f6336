namespace SupplyChain.Gate.Deployment;

/// <summary>The identifiers of what is checked before a deployment, besides those of the gate.</summary>
public static class DeploymentCheckIds
{
    /// <summary>The verdict is there, can be read, and is signed by the gatekeeper.</summary>
    public const string Signature = "deploy.signature";

    /// <summary>The files are those that were judged, each byte of them, and no others.</summary>
    public const string Files = "deploy.files";

    /// <summary>The verdict is for this environment and by this policy.</summary>
    public const string Policy = "deploy.policy";

    /// <summary>The verdict is young enough, not from the future, and what it rests on has not ended.</summary>
    public const string Age = "deploy.age";

    /// <summary>The verdict is a pass.</summary>
    public const string Result = "deploy.result";

    /// <summary>The newest verdict about an image, in the place where it is, is a pass.</summary>
    public const string ImageVerdict = "deploy.image-verdict";

    /// <summary>An image's tag still stands for the digest that was judged.</summary>
    public const string ImageTag = "deploy.image-tag";
}
