// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// The contract that Probe.cs embeds; ProbeTests compiles it again and compares.
contract Probe {
    error NotAllowed(address who, uint256 code);

    event Poked(address indexed who, string indexed topic, uint256 value, string note);

    uint256 public count;

    function poke(string calldata note) external payable returns (uint256) {
        count++;
        emit Poked(msg.sender, note, msg.value, note);
        return count;
    }

    function refuse(uint256 code) external {
        count++;
        revert NotAllowed(msg.sender, code);
    }

    function complain() external pure {
        revert("no way");
    }

    function decrement(uint256 a) external pure returns (uint256) {
        return a - 1;
    }
}
