namespace SupplyChain.Images;

/// <summary>The kinds of place an image can be in.</summary>
public enum ImageTransport
{
    /// <summary>A registry, named by an image reference without prefix.</summary>
    Registry,

    /// <summary>A folder in OCI layout, <c>oci:DIR[:tag|@digest]</c>.</summary>
    Layout,

    /// <summary>A tar file of an OCI layout, <c>oci-archive:FILE</c>.</summary>
    LayoutArchive,

    /// <summary>A file as <c>docker save</c> writes it, <c>docker-archive:FILE</c>.</summary>
    DockerArchive,

    /// <summary>A Docker Engine's own images, <c>docker-daemon:NAME</c>.</summary>
    DockerDaemon,
}
