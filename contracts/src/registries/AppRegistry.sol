// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AssetRegistry} from "./AssetRegistry.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @title Applications.
contract AppRegistry is AssetRegistry {
    constructor() ERC721("ECT Applications", "ECTA") {}
}
